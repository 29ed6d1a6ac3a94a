/**
 * A script that is fetched later may not arrive. So each dynamic import is made by a helper that tries again and says so.
 */
const helpers = new Set(["lazyPart", "loadScript"]);

/** @type {import("./nodes.ts").Rule} */
export const lazyImports = {
  meta: {
    messages: {
      bare: "This script may not arrive. Import it as `loadScript(() => import(…))`, or a component as `lazyPart(() => import(…))`.",
    },
  },
  create: ({ report }) => ({
    ImportExpression(node) {
      const call = node.parent?.type === "ArrowFunctionExpression" ? node.parent.parent : undefined;
      const helped = call?.type === "CallExpression" && helpers.has(call.callee?.name ?? "");
      if (!helped) report({ node, messageId: "bare" });
    },
  }),
};
