/** What page tests ask of the embedded model, beside each example with its own query. */

/** Queries over the documents of an example of the page, by its id. @type {Record<string, string[]>} */
export const queriesOver = {
  skincare: ["make-up trends", "summer make-up trends with shimmer", "glossy lips"],
};

const skincareQuery = "Organic skincare products for sensitive skin";
/** The handbook of `examples/`. */
const handbook = [
  "The river carries sand to the sea.",
  "The oven bakes bread in forty minutes.",
  "A bicycle pedal has a left-hand thread.",
];
const evil = `<img src=x onerror="window.owned = true"><script>window.owned = true</script>`;

/** @type {{ queries: string[], documents: string[] }[]} */
export const asked = [
  {
    queries: [skincareQuery],
    documents: [
      "many words ".repeat(200),
      "عناية عضوية بالبشرة الحساسة",
      "Donaudampfschifffahrtsgesellschaft".repeat(20),
      "有机护肤".repeat(80),
      "A calming cream without fragrance for sensitive skin",
      "Lipstick",
      "Organic oat lotion that soothes delicate skin",
      "Bike",
      "Aloe vera for sensitive skin",
      `<b title="x">&amp; 'quoted'</b>`,
      "",
    ],
  },
  {
    queries: ["The drill I borrowed broke while I was using it. Do I have to pay for it?"],
    documents: ["The borrowed drill broke", ...Array.from({ length: 130 }, (_, index) => `line ${index}`)],
  },
  {
    queries: ["a warm vegetarian dinner with chickpeas that is ready in half an hour"],
    documents: ["A warm chickpea stew, vegetarian, ready in half an hour"],
  },
  { queries: ["bread", "railway"], documents: ["a train", "a loaf of bread", "railway tracks", "bread"] },
  { queries: [evil], documents: [evil] },
  { queries: ["What bakes bread?", "How do I take off a pedal?"], documents: handbook },
];
