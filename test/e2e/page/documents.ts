import fc from "fast-check";

const inline = fc.constantFrom(
  "words and more words",
  "*emphasis*",
  "**strong _both_**",
  "`code`",
  "``a ` b``",
  "~~gone~~",
  "[link](https://example.com/a?b=c&amp;d=e)",
  "[file](src/a.ts)",
  "[ref][one]",
  "[one]",
  "![picture](https://example.com/p.png)",
  "<https://example.com>",
  "https://example.com/bare",
  "&copy; &#x1F600; &unknown;",
  "<b>raw</b>",
  "a<br>b",
  "snake_case_name",
  "5 * 3 * 2",
  "\\*escaped\\*",
  "👩‍👩‍👧 ünïcödé",
  "שלום",
  "**open",
  "`open",
  "[open](",
  "$a_1 * b_1$",
  "\\(a_1 * b_1\\)",
  "$$x^2$$",
  "\\[ x \\]",
  "$5 and $6",
  "$open",
  "\\(open",
);

const text = fc.array(inline, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" "));

const lines = fc.oneof(
  text,
  text.map((line) => `# ${line}`),
  text.map((line) => `#### ${line}`),
  text.map((line) => `- ${line}`),
  text.map((line) => `  - ${line}`),
  text.map((line) => `1. ${line}`),
  text.map((line) => `   ${line}`),
  text.map((line) => `- [x] ${line}`),
  text.map((line) => `> ${line}`),
  text.map((line) => `> - ${line}`),
  text.map((line) => `| ${line} | b |`),
  text.map((line) => `    ${line}`),
  fc.constantFrom(
    "",
    "",
    "",
    "---",
    "===",
    "***",
    "|---|---|",
    "```ts",
    "```",
    "~~~",
    "  ```",
    "   ```sh",
    "```ts src/a.ts",
    '```py title="b.py"',
    "// src/c.ts",
    "**`src/d.ts`**",
    "### src/e.ts",
    "$$",
    "$$",
    "  $$",
    "\\[",
    "\\]",
    "$$ x_1 = y",
    "\\[ x_1",
    "z $$",
    "$$ x^2 $$",
    "<div>",
    "</div>",
    "<!-- open",
    "-->",
    "[one]: https://example.com/one 'title'",
    "[two]: <https://example.com/two>",
    "-",
    "1)",
    "+",
    ">",
    "\t- tab",
  ),
);

/** Documents of every kind of line, whole and broken, with each kind of line end. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(lines, { minLength: 1, maxLength: 24 }),
    fc.constantFrom("\n", "\n", "\n", "\r\n", "\r"),
    fc.boolean(),
  )
  .map(([chosen, end, ends]) => chosen.join(end) + (ends ? end : ""));

/** Cuts a text into pieces of 1 to 140 UTF-16 units, in the middle of anything. */
export function cut(document: string, seed: number): readonly string[] {
  const pieces: string[] = [];
  let state = seed + 1;
  for (let position = 0; position < document.length;) {
    state = (state * 48_271) % 2_147_483_647;
    const length = 1 + (state % 140);
    pieces.push(document.slice(position, position + length));
    position += length;
  }
  return pieces;
}

/** Answers of the kind that models give. */
export const recorded: readonly string[] = [
  "A formula that never came:\n\n$$\n# A heading after it\n\n```ts\n",
  `The whole file:\n\n**src/long.ts**\n\n\`\`\`ts\n${"a line of code\n".repeat(60)}\`\`\`\n\nAnd in a list:\n\n- long:\n\n  \`\`\`py\n  # b.py\n${"  another\n".repeat(40)}  \`\`\`\n\nEnd.`,
  "The sum is\n\n$$\n\\sum_{i=1}^{n} a_i\n= b\n$$\n\nand \\(a_i\\) is positive:\n\\[\n  a_i > 0\n\\]\nso it grows. It costs $5 and $6.",
  "Here's what `priceOf` does:\n\n1. It **looks up** the base price.\n2. It applies discounts:\n   - loyalty\n   - seasonal\n3. It rounds.\n\n```ts\nexport function priceOf(item: Item): number {\n  return base(item) * (1 - rate(item));\n}\n```\n\nNote that `rate` may be `undefined`.",
  "| Case | Before | After |\n|:-----|-------:|:-----:|\n| none | 12.00 | 12.00 |\n| loyalty | 11.40 | 11.40 |\n\nThat is all.",
  "## Steps\n\n1. Install:\n\n   ```bash\n   npm ci\n   ```\n\n2. Run:\n\n   ```bash\n   npm test\n   ```\n\n## Notes\n\n> Rounding happens once.\n\n- [x] types\n- [ ] tests\n",
  "See [the guide][guide] and [guide].\n\nMore text.\n\n[guide]: https://example.com/guide",
  "````md\n```js\nnested\n```\n````\nand right after it, text\n- and a list\n- of two",
];
