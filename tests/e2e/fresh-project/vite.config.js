export default {
  worker: { format: "es" },
  build: {
    target: "es2023",
    rolldownOptions: {
      // Of a client's part that is not for browsers.
      external: ["parquetjs"],
      input: { index: "index.html", sw: "sw.js" },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
};
