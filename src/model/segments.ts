/** Segments of long texts: graphemes or sentences, as `Intl.Segmenter` finds them (Unicode Standard Annex 29). */

/** A segment, and its offset in the text. */
interface Segment {
  segment: string;
  index: number;
}

/**
 * Yields the segments of a text in lists, each from at most `size` UTF-16 units. `Intl.Segmenter` takes quadratic time, because
 * each of its segments has a copy of the input. A segment that is longer than `size` is cut there.
 */
export function* segmentsByPart(text: string, segmenter: Intl.Segmenter, size: number): Generator<Segment[]> {
  let start = 0;
  while (start < text.length) {
    const offset = start;
    const isLast = start + size >= text.length;
    const part = text.slice(start, start + size);
    // A pair of surrogates is not separated.
    const segments = [...segmenter.segment(isLast ? part : part.replace(/[\ud800-\udbff]$/, ''))];
    // What follows the part can move the end of the last segment; of sentences, also of the one before (rule SB8 of the annex).
    const complete = isLast ? segments : segments.slice(0, Math.max(1, segments.length - 2));
    yield complete.map(({ segment, index }) => ({ segment, index: offset + index }));
    start += complete.reduce((length, { segment }) => length + segment.length, 0);
  }
}
