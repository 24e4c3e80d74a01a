/** The text of a cell or a heading as a reader sees it. */

/** Collapses spaces, among them no-break spaces and line ends, and trims. */
export const printedText = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Elements that a browser shows in the line of the text around them; all others separate words. */
const INLINE_TAGS = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark meter nobr output ' +
    'picture progress q s samp small source span strike strong sub sup time tt u var wbr'
  ).split(' '),
);

/** True if an element, such as `<br>` or `<li>`, separates the words before it from those after it. */
export const separatesWords = (tagName: string): boolean => !INLINE_TAGS.has(tagName);
