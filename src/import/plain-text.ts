/** Proposes the title of a plain text and the lines that are the document, without boilerplate after it. */
import type { Extent } from '../model/selector.ts';
import { truncate } from './dropped.ts';

/** In UTF-16 units. */
const MAX_TITLE = 200;
const MAX_BOILERPLATE_LINE = 160;

/** Matches a line with which the boilerplate after an article starts. */
const BOILERPLATE_START =
  /^(?:follow us\b|next in\b|others also read|also read|read (?:more|next|also)\b|related (?:articles?|stories|news|topics?|posts?|content)\b|more (?:from|stories|news|on this)\b|most (?:read|popular|viewed)\b|you may also like|recommended (?:for you|stories|reading)|subscribe (?:to|now)\b|sign up (?:for|to)\b|share this\b|advertisements?$|关注我们|扫码|扫一扫|相关(?:阅读|新闻|文章|推荐)|延伸阅读|推荐阅读|更多(?:新闻|精彩|阅读)|責任編輯|责任编辑|相關(?:閱讀|新聞|文章)|延伸閱讀)/i;

const SENTENCE_END = /[.。！!?？]["”’』」)）]?$/;

/** Proposes an extent; `basis` says why it ends early and is null for the whole text. Returns null if there are no words. */
export function proposeExtent(text: string): { extent: Extent; basis: string | null } | null {
  const lines = text.split('\n').map((line) => line.replace(/^\ufeff/, '').trim());
  const first = lines.findIndex((line) => line !== '');
  if (first === -1) return null;
  const last = lines.findLastIndex((line) => line !== '');
  const start = boilerplateStart(lines, first, last);
  const before = start === null ? -1 : lines.slice(0, start).findLastIndex((line) => line !== '');
  if (start === null || before < first) return { extent: { first: first + 1, last: last + 1 }, basis: null };
  return {
    extent: { first: first + 1, last: before + 1 },
    basis: `from line ${start + 1}, “${truncate(lines[start] ?? '', 60)}”, only short lines follow, as after the end of an article`,
  };
}

/** The first line of trailing boilerplate. Null if there is none, if a sentence follows it, or if it would be most of the text. */
function boilerplateStart(lines: readonly string[], first: number, last: number): number | null {
  let start: number | null = null;
  for (let at = last; at >= first; at--) {
    const line = lines[at] ?? '';
    const isStart = BOILERPLATE_START.test(line);
    if (line.length > MAX_BOILERPLATE_LINE || (SENTENCE_END.test(line) && !isStart)) break;
    if (isStart) start = at;
  }
  if (start === null) return null;
  const length = (from: number, to: number) => lines.slice(from, to).join('').length;
  return length(first, start) > length(start, last + 1) ? start : null;
}

/** The first line with words; null if it is too long for a title. */
export function titleLine(text: string): string | null {
  const line = /[^\s\ufeff][^\n\r]*/.exec(text)?.[0].trim() ?? '';
  return line !== '' && line.length <= MAX_TITLE ? line : null;
}
