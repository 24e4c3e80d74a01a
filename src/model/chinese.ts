/** The only home of opencc-js: traditional Chinese -> simplified. */
import { ConverterFactory } from 'opencc-js/core';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Makes a converter, which takes a while. It goes character by character: equal input must fold equally wherever it stands. */
export function simplifier(): (text: string) => string {
  const convert = ConverterFactory([traditionalToSimplified]);
  // Twice, since a few characters are simplified in two steps.
  return (text) => convert(convert(text));
}
