/** What can be proposed of a plain text: its title, and the lines that are the document proper. */
import type { Extent } from '../model/selector.ts';
import { shorten } from './dropped.ts';

const LONGEST_TITLE = 200;

// A line of furniture after the end stands alone: a headline of other articles, a wish that the reader may follow.
const LONGEST_FURNITURE = 160;

/** How the furniture after an article begins. */
const CUE =
  /^(?:follow us\b|next in\b|others also read|also read|read (?:more|next|also)\b|related (?:articles?|stories|news|topics?|posts?|content)\b|more (?:from|stories|news|on this)\b|most (?:read|popular|viewed)\b|you may also like|recommended (?:for you|stories|reading)|subscribe (?:to|now)\b|sign up (?:for|to)\b|share this\b|advertisements?$|关注我们|扫码|扫一扫|相关(?:阅读|新闻|文章|推荐)|延伸阅读|推荐阅读|更多(?:新闻|精彩|阅读)|責任編輯|责任编辑|相關(?:閱讀|新聞|文章)|延伸閱讀)/i;

const SENTENCE_END = /[.。！!?？]["”’』」)）]?$/;

/** The extent of a text, and why it ends where it does; `basis` is null where it is the whole text, null altogether where there are no words. */
export function proposeExtent(text: string): { extent: Extent; basis: string | null } | null {
  const lines = text.split('\n').map((line) => line.replace(/^\ufeff/, '').trim());
  const first = lines.findIndex((line) => line !== '');
  if (first === -1) return null;
  const last = lines.findLastIndex((line) => line !== '');
  const cue = furnitureStart(lines, first, last);
  const before = cue === null ? -1 : lines.slice(0, cue).findLastIndex((line) => line !== '');
  if (cue === null || before < first) return { extent: { first: first + 1, last: last + 1 }, basis: null };
  return {
    extent: { first: first + 1, last: before + 1 },
    basis: `from line ${cue + 1}, “${shorten(lines[cue] ?? '', 60)}”, only short lines follow, as after the end of an article`,
  };
}

/** The first line of furniture, after which no sentence of the document follows, in the second half of the words; null where there is none. */
function furnitureStart(lines: readonly string[], first: number, last: number): number | null {
  let start: number | null = null;
  for (let at = last; at >= first; at--) {
    const line = lines[at] ?? '';
    const isCue = CUE.test(line);
    if (line.length > LONGEST_FURNITURE || (SENTENCE_END.test(line) && !isCue)) break;
    if (isCue) start = at;
  }
  if (start === null) return null;
  const length = (from: number, to: number) => lines.slice(from, to).join('').length;
  return length(first, start) > length(start, last + 1) ? start : null;
}

/** The first line with words, where it is short enough for a title. */
export function firstLine(text: string): string | null {
  const line = /[^\s\ufeff][^\n\r]*/.exec(text)?.[0].trim() ?? '';
  return line !== '' && line.length <= LONGEST_TITLE ? line : null;
}
