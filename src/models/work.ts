/** How much the catalogue's models compute: from it and one measured run, the time of another model is predicted. */

const files = import.meta.glob<number>("./catalogue/*.json", {
  query: "?work",
  import: "default",
  eager: true,
});

/**
 * Work for one token, by the number of weights that it passes through. all-MiniLM-L6-v2 is 1.
 * @returns `undefined` for a model that is not in the catalogue
 */
export function modelWork(id: string): number | undefined {
  return files[`./catalogue/${id.replace("/", "--")}.json`];
}
