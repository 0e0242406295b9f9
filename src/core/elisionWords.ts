/** What may be left out, in the words of those who do it. */
const code = "(?:code|implementation|logic|content|contents|markup|html|css|text)";
const unit = `(?:${code}|file|function|method|class|component|program|script|module|document|page|body|template|config)`;
const units =
  `(?:${unit}|(?:${unit}|import|declaration|definition|field|case|line|part|section|test|handler|helper|style|rule|` +
  "element|item|option|route|type|variable|constant|statement|key|value|column|row)s|properties|entries|everything|stuff)";
/** A few words between, such as a name. */
const words = "(?:[\\p{L}\\p{N}_'`()./-]+ ){0,3}";
const article = "(?:the |your |this |my |its |our |all |any )*";
const left = "(?:existing|remaining|original|previous|other|unchanged|unmodified)";
const same =
  "(?:(?:is|are|remains?|stays?|keeps?|continues?|left|kept|to be) )*(?:exactly )?" +
  "(?:unchanged|the same|as is|as-is|as before|as above|untouched|unmodified|identical|omitted|elided|truncated|not shown)" +
  "(?: here| below| above| as before| for brevity)?";

/** Said by nobody but to leave something out, when it is all that a comment says. */
const certain = oneOf([
  `${article}(?:rest|remainder)(?: of ${article}${words}${units})? ${same}`,
  `${article}${left} ${words}${units} ${same}`,
  `(?:everything|all) else ${same}`,
  `${article}(?:existing|unchanged) (?:code|implementation|logic|content)(?: (?:here|above|below|goes here|continues))?`,
  `${article}rest of ${article}(?:code|implementation) (?:here|goes here|continues|follows|below)`,
  `(?:${words}${units} )?(?:omitted|truncated|elided|removed|shortened|skipped|abbreviated) for (?:brevity|clarity|space)`,
  `no changes? (?:here|above|below)`,
  `${article}(?:keep|leave) ${article}${left} ${words}${unit}s?(?: here| as is| unchanged| below)?`,
  // The same in other languages that the extension's people write in.
  "(?:.*(?:其余|其他|剩余|剩下|原有|现有|已有).{0,12}(?:不变|省略|相同|一样).*)",
  "(?:此处)?(?:省略|保留)?(?:其余|剩余|剩下|原有|现有|已有)的?(?:代码|内容|部分|实现|逻辑)",
  "(?:既存|残り|以降)の?コード.{0,12}|(?:以下|以降|中)?略|変更なし",
  "(?:기존|나머지) 코드.{0,12}",
  "(?:der )?rest(?: .{1,30})? (?:bleibt .{0,12})?(?:unverändert|gleich|wie zuvor|wie bisher)",
  "(?:restlicher|bestehender|vorhandener|übriger) code.{0,20}",
  "(?:le )?reste (?:du|de la|de) .{1,30}(?:inchangée?|identique|ici)|(?:le )?reste du code|code existant",
  "(?:el )?resto (?:del|de la) .{1,30}(?:igual|sin cambios)|(?:el )?resto del código|código existente",
  "(?:остальн|существующ)\\p{L}+ код.{0,24}",
]);

/** A sign of it where there is no more in the comment. */
const alone = oneOf([
  `${article}rest of ${article}(?:\\S+ )?${unit}`,
  `${article}(?:remaining|unchanged) (?:code|implementation|logic|content)`,
  "(?:code|content|lines?) (?:omitted|elided|truncated)",
]);

/** A sign of it with dots around, or before. */
const afterDots = oneOf([
  `${article}(?:${left}|rest|more|\\d+ more) .*`,
  `(?:and )?(?:${article})?(?:so on|etc|more|others?|rest|same|unchanged|omitted|truncated|existing|snip|snipped|continued)`,
  `same (?:as|from) .*`,
  `${words}(?:${code}|${units})(?: (?:here|goes here|continues|above|below))?`,
  `(?:其余|其他|剩余|原有|现有|已有|之前|省略).*`,
  `.*(?:省略|代码|不变)`,
]);

/** A sign of it with dots behind only: more words than these would be a sentence that trails off. */
const beforeDots = oneOf([
  `${article}(?:rest|remainder) of ${article}${words}${units}`,
  `${article}${left} ${units}`,
  "(?:and so on|etc|snip)",
]);

/** More than this explains something. */
const longest = 90;

/**
 * Whether a comment, without its marks, says that something was left out in its place.
 *
 * @param strictness "certain" for a comment beside code, which more often speaks of that code
 */
export function leavesOut(comment: string, strictness: "certain" | "words"): boolean {
  const said = comment
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, "")
    .replace(/[\s.…]+(?=[\s(])|\s+/gu, " ")
    .replace(/[()[\]]/g, "");
  if (said === "" || said.length > longest) {
    return false;
  }
  const opens = /^[\s(<[{*]*(?:\.{3,}|…)/.test(comment);
  const closes = /(?:\.{3,}|…)[\s)>\]}*]*$/.test(comment);
  if (certain.test(said) || (opens && closes && afterDots.test(said))) {
    return true;
  }
  return (
    strictness === "words" &&
    (alone.test(said) || (opens && afterDots.test(said)) || (closes && beforeDots.test(said)))
  );
}

function oneOf(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join("|")})$`, "iu");
}
