/** Whether texts are English, as far as their letters and little words tell. Pure. */

/** Of the commonest words of English, without those that look like words of German, Spanish, French, Portuguese or Dutch. */
const englishWords = new Set(
  "the and to for that with are this it you from by be or have can which how your what when if they their more at than its who our where why does".split(
    " ",
  ),
);
const minLetters = 12;
/** Of other scripts, a few letters are enough. */
const minOtherLetters = 2;
const minWords = 8;
/** Of the words of an English sentence, about four in ten are so common. */
const minEnglishShare = 0.1;
/** Letters that English lacks, as in a title of a few words. */
const maxForeignShare = 0.02;
const minLatinShare = 0.8;

/** `undefined`: too short to say. */
export function looksEnglish(text: string): boolean | undefined {
  const start = text.slice(0, 2000);
  const letters = start.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  if (letters.length >= minOtherLetters && latin.length / letters.length < minLatinShare) return false;
  if (letters.length < minLetters) return undefined;
  const words = start.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const english = words.filter((word) => englishWords.has(word)).length / words.length;
  if (english >= minEnglishShare) return true;
  const foreign = latin.filter((letter) => letter > "z").length / letters.length;
  if (foreign > maxForeignShare) return false;
  return words.length < minWords ? undefined : false;
}

/** More documents of other languages than these are no exception. */
const maxOtherShare = 0.15;
/** Of more texts, the first ones tell enough. */
export const maxJudged = 200;

/** Whether too many texts are not English. @param judged of each text, by `looksEnglish` */
export function othersPrevail(judged: readonly (boolean | undefined)[]): boolean {
  const known = judged.filter((english) => english !== undefined);
  return known.filter((english) => !english).length > maxOtherShare * known.length;
}

/** Whether an English model would have to read other languages. */
export function needsOtherLanguages(query: string, documents: readonly string[]): boolean {
  return looksEnglish(query) === false || othersPrevail(documents.slice(0, maxJudged).map(looksEnglish));
}

/** Whether a model says that it reads English alone, in words or by the code of a model card. */
export function readsEnglishOnly({ languages }: { languages: string }): boolean {
  return /^(en|eng|english)$/i.test(languages.trim());
}
