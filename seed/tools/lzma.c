// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// lzma.c - bytes out of LZMA, and of LZMA2, its form in .xz files
//
// Behind window.c, for unxz: set_properties(), start_range(), unpack_lzma(); or unpack_lzma2().
//
// A range coder gives bits, each with a probability that follows the bits before it. They say:
// a literal byte; a match: length and distance; or one of the last four distances again.

enum {                                  // where the probabilities are
	P_MATCH = 0,                    // 12 states, 16 positions each: literal or not
	P_REP = 192,                    // 12 states: a distance again or not
	P_REP0 = 204,                   // 12 states: is it not the last one?
	P_REP1 = 216,
	P_REP2 = 228,
	P_REP0_LONG = 240,              // 12 states, 16 positions each: more than one byte of it?
	P_SLOT = 432,                   // 4 lengths, trees of 6 bits
	P_SPECIAL = 688,                // trees for the low bits of slots 4 to 13
	P_ALIGN = 816,                  // a tree of 4 bits: the low bits of a far distance
	P_LENGTH = 832,                 // of matches, see take_length()
	P_REP_LENGTH = 1346,
	P_LITERAL = 1860,               // from here on: 0x300 a context
	HALF = 1024                     // of 2048: the probability at first
};

int* probs;
int lc;                                 // high bits of the byte before, for the context of a literal
int lp;                                 // low bits of the position, for the same
int lp_mask;
int pb_mask;                            // low bits of the position, for the rest
int range;
int code;                               // less 2^31, so that it can be compared
int top;                                // 2^31
int state;                              // 0-6: literals last; 7-11: others
int* rep;                               // the last 4 distances, less 1

void broken_lzma(void) {
	broken("broken: the compressed data of");
}

// The byte that packs lc, lp and pb; the probabilities begin anew by reset_state().
void set_properties(int c, int limit) {         // of lc + lp, always the same one
	lc = c % 9;
	lp = c / 9 % 5;
	lp_mask = (1 << lp) - 1;
	pb_mask = (1 << (c / 45)) - 1;
	if (c > 224 || lc + lp > limit)
		broken_lzma();
	if (probs == 0) {                       // pages not used cost nothing
		probs = alloc(((0x300 << limit) + P_LITERAL) * 4);
		rep = alloc(4 * 4);
		top = 1 << 31;
	}
}

void reset_state(void) {
	int i;
	for (i = 0; i < (0x300 << (lc + lp)) + P_LITERAL; i = i + 1)
		probs[i] = HALF;
	for (i = 0; i < 4; i = i + 1)
		rep[i] = 0;
	state = 0;
}

void start_range(void) {
	int i;
	range = -1;
	code = 0;
	if (next_byte() != 0)
		broken_lzma();
	for (i = 0; i < 4; i = i + 1)
		code = (code << 8) | next_byte();
	code = code ^ top;
}

void fill_range(void) {
	if (range >> 24 == 0) {
		range = range << 8;
		code = ((code << 8) | next_byte()) ^ top;
	}
}

int take_bit(int i) {                   // with the probability i
	int p = probs[i];
	int bound;
	if (range >> 24 == 0)
		fill_range();
	bound = ((range >> 11) & 0x1FFFFF) * p;         // >> keeps the sign, hence the mask
	if (code < (bound ^ top)) {
		range = bound;
		probs[i] = p + ((2048 - p) >> 5);
		return 0;
	}
	range = range - bound;
	code = code - bound;
	probs[i] = p - (p >> 5);
	return 1;
}

int take_tree(int at, int n) {          // n bits, the highest first, each under those before it
	int end = 1 << n;
	int i = 1;
	while (i < end)
		i = (i << 1) | take_bit(at + i);
	return i - end;
}

int take_turned_tree(int at, int n) {   // the lowest first
	int value = 0;
	int i = 1;
	int k;
	for (k = 0; k < n; k = k + 1) {
		i = (i << 1) | take_bit(at + i);
		value = value | ((i & 1) << k);
	}
	return value;
}

int take_plain(int n) {                 // n bits as likely as not
	int value = 0;
	for (; n > 0; n = n - 1) {
		fill_range();
		range = (range >> 1) & 0x7FFFFFFF;
		value = value << 1;
		if (code >= (range ^ top)) {
			code = code - range;
			value = value | 1;
		}
	}
	return value;
}

int take_length(int at, int position) {
	if (!take_bit(at))
		return 2 + take_tree(at + 2 + position * 8, 3);
	if (!take_bit(at + 1))
		return 10 + take_tree(at + 130 + position * 8, 3);
	return 18 + take_tree(at + 258, 8);
}

int take_distance(int length) {         // less 1
	int slot; int n;
	if (length > 5)
		length = 5;
	slot = take_tree(P_SLOT + (length - 2) * 64, 6);
	if (slot < 4)
		return slot;
	n = (slot >> 1) - 1;                    // low bits, below the two that the slot says
	length = (2 | (slot & 1)) << n;
	if (slot < 14)
		return length + take_turned_tree(P_SPECIAL + length - slot - 1, n);
	length = length + (take_plain(n - 4) << 4);
	return length + take_turned_tree(P_ALIGN, 4);
}

int byte_before(int distance) {         // 0 at the very beginning
	if (distance <= window_at)
		return window[window_at - distance] & 255;
	if (!window_full)
		return 0;
	return window[window_at - distance + window_size] & 255;
}

void take_literal(void) {
	int at = P_LITERAL + 0x300 * (((window_at & lp_mask) << lc) + (byte_before(1) >> (8 - lc)));
	int symbol = 1;
	int match;
	int half = 256;                         // until it differs from what the last distance leads to
	if (state >= 7) {
		match = byte_before(rep[0] + 1);
		while (symbol < 256 && half != 0) {
			match = match << 1;
			symbol = (symbol << 1) | take_bit(at + half + (match & half) + symbol);
			if ((match >> 8 & 1) != (symbol & 1))
				half = 0;
		}
	}
	while (symbol < 256)
		symbol = (symbol << 1) | take_bit(at + symbol);
	put(symbol);
	state = state - 3 - 3 * (state >= 10);
	if (state < 0)
		state = 0;
}

// What comes behind a 1: the length of a match, its distance in rep[0]; 0 for the end marker.
int take_match(int position) {
	int late = state >= 7;                  // after a match, too
	int n = 0;                              // which of the last distances; 3 also for a new one
	int length; int distance;
	if (!take_bit(P_REP + state)) {
		state = 7 + 3 * late;
		n = 3;
		length = take_length(P_LENGTH, position);
		distance = take_distance(length);
		if (distance == -1)
			length = 0;
	} else {
		if (take_bit(P_REP0 + state)) {
			n = 1;
			if (take_bit(P_REP1 + state))
				n = 2 + take_bit(P_REP2 + state);
		} else if (!take_bit(P_REP0_LONG + state * 16 + position)) {
			state = 9 + 2 * late;
			return 1;
		}
		state = 8 + 3 * late;
		length = take_length(P_REP_LENGTH, position);
		distance = rep[n];
	}
	for (; n > 0; n = n - 1)
		rep[n] = rep[n - 1];
	rep[0] = distance;
	return length;
}

// So many bytes; or, if they are -1, up to the end marker.
void unpack_lzma(int left) {
	int marked = left == -1;
	int position; int length;
	while (left != 0) {
		position = window_at & pb_mask;
		if (!take_bit(P_MATCH + state * 16 + position)) {
			take_literal();
			length = 1;
		} else {
			length = take_match(position);
			if (length == 0 && marked)
				left = 0;
			else if (length == 0 || (left > 0 && length > left))
				broken_lzma();
			else
				repeat(rep[0] + 1, length);
		}
		if (!marked)
			left = left - length;
	}
	fill_range();
	if (code != top)                        // it is 0 at the end
		broken_lzma();
}

// Chunks, each with a control byte that says what begins anew.
void unpack_lzma2(int dictionary) {
	int begun = 0;
	int wanted = 1;                         // properties, in the next compressed chunk
	int control; int bytes; int packed;
	for (control = next_byte(); control != 0; control = next_byte()) {
		if (control >= 0xE0 || control == 1) {
			spill();
			open_window(dictionary);
			begun = 1;
			wanted = 1;
		}
		if (!begun || (control > 2 && control < 0x80))
			broken_lzma();
		bytes = (next_byte() << 8) + 1;
		bytes = bytes + next_byte();
		if (control < 0x80) {
			for (; bytes > 0; bytes = bytes - 1)
				put(next_byte());
		} else {
			bytes = bytes + ((control & 31) << 16);
			packed = (next_byte() << 8) + 1;
			packed = packed + next_byte();
			if (control >= 0xC0) {
				set_properties(next_byte(), 4);
				wanted = 0;
			}
			if (wanted)
				broken_lzma();
			if (control >= 0xA0)
				reset_state();
			packed = packed + position();
			start_range();
			unpack_lzma(bytes);
			if (position() != packed)
				broken_lzma();
		}
	}
	spill();
}
