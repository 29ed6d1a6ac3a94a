/**
 * Some versions of Node 20 to 24 decode Windows-1252 as Latin-1 (nodejs/node#56542). Tests get what browsers do, by the
 * index of the Encoding Standard.
 */
const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

export class StandardTextDecoder extends TextDecoder {
  override decode(...input: Parameters<TextDecoder["decode"]>): string {
    const text = super.decode(...input);
    if (this.encoding !== "windows-1252") return text;
    // oxlint-disable-next-line eslint/no-control-regex -- these are the characters that Node leaves
    return text.replace(/[\u0080-\u009F]/g, (character) => upper[character.charCodeAt(0) - 0x80] ?? "");
  }
}
