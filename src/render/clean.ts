/** Makes text from data or from the user safe to print on a terminal. */
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';

/** The text on one line: tabs and line ends become spaces, unsafe characters are removed. */
export const clean = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').replace(UNSAFE_CHARACTERS, '');
