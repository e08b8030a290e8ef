// The order in which lists are shown.

/** Compares two labels by the English alphabet. One collator for all: making one is slow. */
export const byAlphabet = new Intl.Collator('en').compare;
