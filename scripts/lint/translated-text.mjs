/**
 * A browser that translates the page moves each text into elements of its own (`<font>`). React still holds the old text
 * node: it fails when it removes it or puts an element before it, and it changes what nobody sees. A text that is the
 * only child of its element is written through the element, which translation leaves in place. So an element with a text
 * and anything that can change must give the text an element of its own.
 */

/** @typedef {import("./nodes.ts").Node} Node */

/**
 * Whether it is the same at every render: written out, or an entry of a table of sentences.
 * @param {Node | undefined} node @returns {boolean}
 */
function isStatic(node) {
  if (!node) return false;
  if (["JSXElement", "JSXText", "Literal"].includes(node.type)) return true;
  if (node.type !== "MemberExpression") return false;
  const { object } = node;
  return object?.type === "Identifier" ? object.name?.endsWith("Text") === true : isStatic(object);
}

/** Functions that give elements. */
const giveElements = /^(?:map|flatMap|render.*)$/;

/** Whether it can only be elements or nothing. @param {Node | undefined} node @returns {boolean} */
function isElements(node) {
  if (!node) return false;
  switch (node.type) {
    case "JSXElement":
    case "JSXFragment":
      return true;
    case "JSXText":
    case "Literal":
      return node.value === null || String(node.value).trim() === "";
    case "Identifier":
      return node.name === "undefined" || node.name === "children";
    case "LogicalExpression":
      return node.operator === "&&" && isElements(node.right);
    case "ConditionalExpression":
      return isElements(node.consequent) && isElements(node.alternate);
    case "CallExpression":
      return giveElements.test((node.callee?.property ?? node.callee)?.name ?? "");
    default:
      return false;
  }
}

/** The children that reach the page. @param {Node} node @returns {Node[]} */
function shownChildren({ children = [] }) {
  return children
    .filter(({ type, value }) => type !== "JSXText" || !/^\s*\n\s*$|^$/.test(String(value)))
    .map((child) => (child.type === "JSXExpressionContainer" ? (child.expression ?? child) : child))
    .filter(({ type }) => type !== "JSXEmptyExpression");
}

/** @type {import("./nodes.ts").Rule} */
export const translatedText = {
  meta: {
    messages: {
      alone:
        "This text has a neighbour, and one of them can change: translated by the browser, the page would break. Put the text into an element of its own.",
    },
  },
  create({ report }) {
    /** @param {Node} node */
    const check = (node) => {
      const children = shownChildren(node);
      // The texts of a fragment stand beside whatever is around it.
      const safe = node.type === "JSXElement" && (children.length < 2 || children.every(isStatic));
      if (safe) return;
      for (const child of children) if (!isElements(child)) report({ node: child, messageId: "alone" });
    };
    return { JSXElement: check, JSXFragment: check };
  },
};
