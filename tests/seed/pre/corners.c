// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define X 3
#define F(a,b) a+b*X
#define S(x) #x
#define C(a,b) a##b
#define E()
#define V(f, ...) f(__VA_ARGS__)
#define f(x) x f
#define SELF SELF+1
#define EMPTY
#if defined X && X == 3 && !defined Y
int ok = F(1, 2);
#elif 1
not C's
#else
#endif
#if 0
don't
#else
char *s = S(a "b\n" 'c'  + d);
#endif
int C(x, 1) = C(,2) + C(3,);
SELF f(1)(2) f
V(g, 1, 2, (3,4)) E() E ()
#define xstr(s) str(s)
#define str(s) #s
xstr(X) xstr(F(4,5)) str()
__LINE__ long \
line
0x1F 1.5e+3 "a" "b" 'x' ... -> <<= >>= ## 
#undef X
X
#define D(S, n) S(n, b) S(n, w)
#define Q(n, t) C(n, t)
D(Q, mov)
#ifdef NOPE
#if 1
x
#endif
y
#else
z EMPTY end
#endif
