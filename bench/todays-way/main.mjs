/** Puts `todaysWay` on `window`: the model in one worker, as the examples of transformers.js have it. */
const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });

/** @param {object} message @returns {Promise<number[]>} */
const ask = (message) =>
  new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
    worker.postMessage(message);
  });

window.todaysWay = {
  load: async (hubHost) => {
    await ask({ hubHost });
  },
  rank: (query, documents) => ask({ query, documents }),
};
