/** The only home of opencc-js: traditional Chinese -> simplified. */
import { ConverterFactory } from 'opencc-js/core';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Creates a converter, which takes a while. It converts single characters, so a character is folded alike in every context. */
export function simplifier(): (text: string) => string {
  const convert = ConverterFactory([traditionalToSimplified]);
  // Twice, because a few characters are simplified in two steps.
  return (text) => convert(convert(text));
}
