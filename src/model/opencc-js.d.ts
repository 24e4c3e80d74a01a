/** opencc-js ships its dictionaries without types: pairs of characters, separated by `|`. */
declare module 'opencc-js/dict/TSCharacters' {
  const dictionary: string;
  export default dictionary;
}
