#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile - clients that nobody would want, for tests/driver/mirror.sh

usage: hostile.py PORT FILE BIG SECRET PATIENCE

FILE and BIG are served under their base names; SECRET is a word that must never
come over the line; PATIENCE is what the server was started with, in seconds.
A line a test: "good WORDS" or "bad WORDS: WHY".
"""
import hashlib
import os
import socket
import sys
import threading
import time

PORT, FILE, BIG, SECRET, PATIENCE = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4].encode(), float(sys.argv[5])
NAME, BYTES = os.path.basename(FILE), open(FILE, "rb").read()


def connect(seconds=10.0):
    s = socket.create_connection(("127.0.0.1", PORT), timeout=seconds)
    return s


def drain(s, limit=1 << 26):
    """All that comes until the server closes, times out or resets."""
    got = b""
    try:
        while len(got) < limit:
            piece = s.recv(65536)
            if not piece:
                break
            got += piece
    except OSError:
        pass
    return got


def ask(raw, seconds=10.0):
    s = connect(seconds)
    try:
        s.sendall(raw)
    except OSError:
        pass
    got = drain(s)
    s.close()
    return got


def get(path, more=b""):
    if isinstance(path, str):
        path = path.encode("latin-1")
    return ask(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + more + b"\r\n")


def status(answer):
    words = answer.split(None, 2)
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") and words[1].isdigit() else 0


def body(answer):
    return answer.partition(b"\r\n\r\n")[2]


def tell(words, why=""):
    print(("bad " + words + ": " + str(why)) if why else ("good " + words), flush=True)


def alive():
    return status(get("/" + NAME)) == 200


def traversal():
    paths = [
        "/../secret", "/..", "/../", "/../../../../etc/passwd", "/%2e%2e/secret", "/%2E%2E%2Fsecret", "/..%2fsecret",
        "/%252e%252e/secret", "/..%5csecret", "/..\\secret", "//etc/passwd", "///etc/passwd", "/etc/passwd",
        "/./" + NAME, "/" + NAME + "/", "/" + NAME + "/..", "/" + NAME + "%2f", "/" + NAME + "%00",
        "/" + NAME + "%00.txt", "/%00" + NAME, "/link", "/linkout", "/linkdir/secret", "/dir", "/dir/", "/dir/inside",
        "/dir%2finside", "/fifo", "/.lbs-mirror/lock", "/.lbs-mirror", "/%2elbs-mirror", "/.", "/%2e", "/.hidden", "/%2ehidden",
        "/%", "/%2", "/%zz", "/%-1", "/wrong.tar", "/\xff\xfe", "/%ff%fe", "/" + "A" * 300, "/" + "%41" * 300, "/" + "../" * 200 + "secret",
        "/;" + NAME, "/" + NAME + "%0d%0aX-Bad:%20yes", "/" + NAME.replace(".", "%2e%00"), "/proc/self/environ", "/dev/zero",
    ]
    for path in paths:
        answer = get(path)
        if SECRET in answer or status(answer) not in (400, 404) or b"X-Bad" in answer:
            return "%s: %r" % (path, answer[:200])
    # With what HTTP calls the absolute form, and with raw bytes that no client sends.
    for raw in (b"GET http://x/../secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                b"GET ../secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                b"GET secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                b"GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                b"GET  HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
        answer = ask(raw)
        if SECRET in answer or status(answer) in (200, 206):
            return "%r: %r" % (raw, answer[:200])
    # A NUL as it is ends the path in libmicrohttpd: the file before it is a right one.
    answer = ask(b"GET /" + NAME.encode() + b"\0/../secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    if SECRET in answer or (status(answer) == 200 and body(answer) != BYTES):
        return "a NUL: %r" % answer[:200]
    return ""


def giants():
    for raw in (b"GET /" + b"a" * 2000000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 2000000 + b"\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 200000 + b"\r\n",
                b"GET / HTTP/1.1\r\nHost: x\r\n" + b": \r\n" * 1000 + b"\r\n",
                b"A" * 3000000, bytes(range(256)) * 4000, b"\r\n" * 200000, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc" * 100,
                b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: x\r\n a continued line\r\n\r\n"):
        start = time.time()
        answer = ask(raw, 2 * PATIENCE + 5)
        if time.time() - start > 2 * PATIENCE + 4:
            return "%r...: held for %.1f s" % (raw[:30], time.time() - start)
        if SECRET in answer:
            return "%r..." % raw[:30]
    return "" if alive() else "the server is away"


def bodies():
    cases = [b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
             b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 100000,
             b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"5\r\nhello\r\n" * 100,
             b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /" + NAME.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n",
             b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\nGET /" + NAME.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n"]
    for raw in cases:
        answer = ask(raw, PATIENCE + 5)
        # Cut off with the rest unread, the line may be reset before the words arrive: also good.
        if answer and (status(answer) // 100 != 4 or answer.count(b"HTTP/1.1 ") != 1):
            return "%r...: %r" % (raw[:60], answer[:100])
    for method in (b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT", b"PROPFIND", b"get"):
        answer = ask(method + b" / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        if status(answer) != 405 or b"Allow: GET, HEAD" not in answer:
            return "%r: %r" % (method, answer[:100])
    return ""


def ranges():
    size = len(BYTES)
    for value in ("bytes=", "bytes=-", "bytes=-0", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "bytes=0-,0-,0-,0-",
                  "bytes=%d-" % size, "bytes=%d-%d" % (size, size + 5), "bytes=99999999999999999999999-", "bytes=--5",
                  "bytes=0--1", "bytes=0x0-0x5", "bytes=1 -2", "bytes = 0-1 2", "bytes", "bytes=" + "0-1," * 1000, "bytes=-1-2"):
        answer = get("/" + NAME, b"Range: " + value.encode() + b"\r\n")
        if status(answer) != 416 or b"Content-Range: bytes */%d" % size not in answer:
            return "%s: %r" % (value, answer[:200])
    for value, a, n in (("bytes=0-0", 0, 1), ("bytes=0-", 0, size), ("bytes=7-", 7, size - 7), ("bytes=-1", size - 1, 1),
                        ("bytes=-%d" % (size * 2), 0, size), ("bytes=5-99999999999999999999", 5, size - 5),
                        ("BYTES=1-2", 1, 2), ("bytes= , 3-4 ,", 3, 2), ("bytes=%d-%d" % (size - 1, size - 1), size - 1, 1)):
        answer = get("/" + NAME, b"Range: " + value.encode() + b"\r\n")
        if status(answer) != 206 or body(answer) != BYTES[a:a + n] \
                or b"Content-Range: bytes %d-%d/%d\r\n" % (a, a + n - 1, size) not in answer:
            return "%s: %r" % (value, answer[:200])
    answer = get("/" + NAME, b"Range: lines=1-2\r\n")
    return "" if status(answer) == 200 and body(answer) == BYTES else "another unit: %r" % answer[:100]


def tags():
    tag = b'"' + hashlib.sha256(BYTES).hexdigest().encode() + b'"'
    other = b'"' + b"0" * 64 + b'"'
    for more, want in ((b"If-None-Match: " + tag, 304), (b"If-None-Match: W/" + tag, 304), (b"If-None-Match: *", 304),
                       (b"If-None-Match: " + other + b", " + tag, 304), (b"If-None-Match: " + other, 200),
                       (b"If-None-Match: " + tag[1:-1], 200), (b"If-None-Match: \"", 200),
                       (b"If-Match: " + tag, 200), (b"If-Match: " + other, 412), (b"If-Match: W/" + tag, 412),
                       (b"Range: bytes=0-1\r\nIf-Range: " + tag, 206), (b"Range: bytes=0-1\r\nIf-Range: " + other, 200),
                       (b"Range: bytes=0-1\r\nIf-Range: W/" + tag, 200),
                       (b"Range: bytes=0-1\r\nIf-Range: Wed, 25 Nov 2026 18:00:00 GMT", 200),
                       (b"Range: bytes=0-1\r\nIf-None-Match: " + tag, 304)):
        answer = get("/" + NAME, more + b"\r\n")
        if status(answer) != want or (want < 400 and b"ETag: " + tag not in answer) or (want == 304 and body(answer)):
            return "%r: %r" % (more, answer[:200])
    return ""


def pipeline():
    paths = [b"/" + NAME.encode(), b"/nowhere", b"/"] * 20
    raw = b"".join(b"GET " + p + b" HTTP/1.1\r\nHost: x\r\nRange: bytes=0-9\r\n\r\n" for p in paths[:-1])
    raw += b"GET " + paths[-1] + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = ask(raw)
    got = [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]
    return "" if got == [206, 404, 200] * 20 else repr(got)


def slow():
    """Many clients with a byte now and then, others silent: all cut off; a good one is answered meanwhile."""
    start = time.time()
    crowd = [connect() for _ in range(60)]
    late = 0.0
    open_ = set(range(len(crowd)))
    raw = b"GET /" + NAME.encode() + b" HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 1000
    for s in crowd:
        s.setblocking(False)
    step = 0
    while open_ and time.time() - start < PATIENCE * 2 + 4:
        for i in list(open_):
            try:
                if i % 2:
                    crowd[i].send(raw[step:step + 1])
                if crowd[i].recv(100) == b"":
                    open_.discard(i)
            except BlockingIOError:
                pass
            except OSError:
                open_.discard(i)
        step += 1
        before = time.time()
        if step % 5 == 0 and not alive():
            return "the server is busy with the slow ones"
        late = max(late, time.time() - before)
        time.sleep(0.1)
    took = time.time() - start
    for s in crowd:
        s.close()
    if open_:
        return "%d of %d are still there after %.1f s" % (len(open_), len(crowd), took)
    if took < PATIENCE * 0.8:
        return "cut off too early, after %.1f s" % took
    return "" if late < 2 else "a good client waited %.1f s" % late


def deaf():
    """Clients that ask for much and read nothing."""
    start = time.time()
    crowd = []
    for _ in range(10):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.connect(("127.0.0.1", PORT))
        s.sendall(b"GET /" + os.path.basename(BIG).encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        crowd.append(s)
    time.sleep(2 * PATIENCE + 1)
    for s in crowd:
        s.settimeout(5)
        if len(drain(s)) >= os.path.getsize(BIG):
            return "it was sent all the same"
        s.close()
    took = time.time() - start
    return "" if took < 2 * PATIENCE + 8 and alive() else "after %.1f s" % took


def crowd():
    """200 at once: all connected before the first asks."""
    want = hashlib.sha256(open(BIG, "rb").read()).digest()
    wrong, there = [], threading.Barrier(200)

    def one():
        try:
            s = connect(60)
            there.wait(30)
            s.sendall(b"GET /" + os.path.basename(BIG).encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            head, digest = b"", hashlib.sha256()
            while b"\r\n\r\n" not in head:
                piece = s.recv(65536)
                if not piece:
                    raise OSError("closed")
                head += piece
            digest.update(body(head))
            while True:
                piece = s.recv(1 << 18)
                if not piece:
                    break
                digest.update(piece)
            if digest.digest() != want:
                wrong.append("wrong bytes")
            s.close()
        except Exception as e:  # pylint: disable=broad-except
            wrong.append(repr(e))
    threads = [threading.Thread(target=one) for _ in range(200)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return "%d: %s" % (len(wrong), wrong[0]) if wrong else ""


def hang_up():
    """Clients that leave in the midst of everything."""
    for i in range(200):
        s = connect()
        s.sendall((b"GET /" + os.path.basename(BIG).encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n")[:i])
        if i % 3 == 0:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        s.close()
    return "" if alive() else "the server is away"


TESTS = [
    (traversal, "no path leads out of the folder, to links, folders, pipes or hidden names"),
    (giants, "headers without end and what is no HTTP"),
    (bodies, "bodies and other methods are refused, nothing behind them is taken for a request"),
    (ranges, "ranges: one is given, broken, many or outside are 416"),
    (tags, "entity tags"),
    (pipeline, "60 requests in one piece, answered in order"),
    (hang_up, "clients that hang up in the midst"),
    (slow, "60 slow clients are cut off; a good one is served meanwhile"),
    (deaf, "clients that do not read are cut off"),
    (crowd, "200 clients at once, all bytes right"),
]
for test, words in TESTS:
    try:
        tell(words, test())
    except Exception as e:  # pylint: disable=broad-except
        tell(words, repr(e))
