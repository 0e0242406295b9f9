import { pathsInDiff } from "./diff";

/** What a secret looks like; words are made of it where it is shown. */
export type SecretKind = "fileName" | "privateKey" | "token" | "password";

/** One sign that a text holds a secret. The secret itself is never part of it. */
export interface SecretSign {
  readonly kind: SecretKind;
  /** 1-based; 0 where the name of the file is the sign. */
  readonly line: number;
  /** The file of that name, where the text is about several. */
  readonly fileName?: string;
}

/**
 * Signs that a file holds secrets: its name, or something in its text that looks like a key, a token or a password. One
 * for each kind, the first. Meant to be asked about, so that it rather misses a weak password than cries wolf.
 */
export function secretSigns(fileName: string, text: string): readonly SecretSign[] {
  const signs: readonly SecretSign[] = isSecretName(fileName) ? [{ kind: "fileName", line: 0 }] : [];
  return [...signs, ...signsIn(text)];
}

/**
 * The same for a unified diff: every file that it is about has a name, and its lines are those of the files behind
 * their marks. Lines are counted in the diff.
 */
export function secretSignsOfDiff(diff: string): readonly SecretSign[] {
  const fileName = pathsInDiff(diff).find(isSecretName);
  const signs: readonly SecretSign[] =
    fileName === undefined ? [] : [{ kind: "fileName", line: 0, fileName }];
  return [...signs, ...signsIn(diff.replaceAll(diffMarks, ""))];
}

/** One column of marks, or the two of a merge; a line of hyphens keeps its own. */
const diffMarks = /^(?:[+ ]{2}|[- ]-(?!-)|- |[+\- ])/gm;

function signsIn(text: string): readonly SecretSign[] {
  const signs: SecretSign[] = [];
  const add = (kind: SecretKind, index: number | undefined): void => {
    if (index !== undefined) {
      signs.push({ kind, line: lineAt(text, index) });
    }
  };
  add("privateKey", privateKey.exec(text)?.index);
  add("token", firstToken(text));
  add("password", firstPassword(text));
  return signs;
}

const secretNames: readonly RegExp[] = [
  /^\.env(rc|\..+)?$/i,
  /^\.dev\.vars(\..+)?$/i,
  /^(?!.*\.(d|test|spec)\.).+\.env$/i,
  /\.(pem|key|p8|p12|pfx|jks|keystore|kdbx|ppk|tfvars|tfstate(\.backup)?)$/i,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /^(\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.htpasswd|\.git-credentials|\.dockercfg)$/i,
  /^(.+\.)?kubeconfig(\.ya?ml)?$/i,
  /^credentials(\.(json|ya?ml|toml|ini|csv))?$/i,
  /^secrets?\.(json|ya?ml|toml|ini|env)$/i,
  /^(client_secret|service[-_]account).*\.json$/i,
];

/** Kept with a project to be copied and filled in. */
const templateName = /\.(example|sample|template|dist|defaults?)$/i;

function isSecretName(fileName: string): boolean {
  const name = fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1);
  return !templateName.test(name) && secretNames.some((pattern) => pattern.test(name));
}

/** The heading alone is what programs compare with; a key has its lines too, perhaps inside a string. */
const privateKey =
  /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|["'+,]|[A-Za-z-]{4,20}: [^\n]{1,80}\n){0,400}[A-Za-z0-9+/]{40}/;

/** Shapes that services gave their tokens so that they can be found. */
const tokens: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}\b/g,
  /\bglpat-[\w-]{20,}/g,
  /\bsk-ant-[\w-]{20,}/g,
  /\bsk-(?=[\w-]*\d)(?=[\w-]*[A-Z])(?:proj-|svcacct-)?[\w-]{32,}/g,
  /\bxox[abeoprs]-(?=[\w-]*\d)[\w-]{10,}/g,
  /\bhooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}/g,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g,
  /\bAIza[\w-]{35}(?![\w-])/g,
  /\bGOCSPX-[\w-]{20,}/g,
  /\bya29\.[\w-]{30,}/g,
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{20,}\b/g,
  /\bwhsec_[A-Za-z0-9+/]{24,}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpypi-AgE[\w-]{40,}/g,
  /\bSG\.[\w-]{20,24}\.[\w-]{40,45}(?![\w-])/g,
  /\bdop_v1_[a-f0-9]{64}\b/g,
  /\bhf_(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*[a-z])[A-Za-z0-9]{30,40}\b/g,
  /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/g,
];

/** A token of a manual, which fits the shape and opens nothing. */
const emptyShape = /example|x{5}|0{8}|placeholder|your[-_]/i;

function firstToken(text: string): number | undefined {
  const found = tokens
    .map((pattern) => firstMatch(text, pattern, ([token]) => !emptyShape.test(token) && entropy(token) >= 3))
    .filter((index) => index !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
}

const secretWord =
  "(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|auth[_-]?key|credential)s?";
const name = `[\\w.-]{0,40}${secretWord}(?:[_-]?(?:key|id|value|base64|hash))?`;
/** `apiKey: "…"`, `"password" => '…'`, `const token = "…"`. */
const quoted = new RegExp(
  `\\b${name}["'\`]?(?:\\s*:\\s*string)?\\s*(?:=>|:=|[:=])\\s*(["'\`])([^"'\`\\s]{8,200})\\1`,
  "gi",
);
/** `DB_PASSWORD=…` or `token: …` alone on its line, as in settings files. */
const bare = new RegExp(
  `^[ \\t]*(?:export\\s+|set\\s+|-\\s+)?${name}\\s*[:=][ \\t]*([^\\s"'\`#;,(){}[\\]<>]{8,200})[ \\t]*$`,
  "gim",
);
/** `postgres://user:password@host`. */
const inUrl = /\b[a-z][a-z0-9+.-]{2,15}:\/\/[^\s/:@"'`]{1,64}:([^\s/:@"'`]{6,100})@[\w.[-]/gi;

function firstPassword(text: string): number | undefined {
  const found = [
    firstMatch(text, quoted, ([, , value = ""]) => isGoodPassword(value)),
    firstMatch(text, bare, ([, value = ""]) => isGoodPassword(value)),
    firstMatch(text, inUrl, ([, value = ""]) => isUrlPassword(value)),
  ].filter((index) => index !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Words that stand where a secret would. */
const placeholder =
  /example|sample|dummy|fake|mock|placeholder|change.?me|replace|insert|your|my[-_]?(?:pass|secret|token|key)|redacted|removed|hidden|todo|fixme|xxx|\*\*\*|\.\.\.|123456|abcdef|password|passwd|secret|undefined|null|\bnone\b|test/i;
/** What is filled in later: `$NAME`, `${name}`, `{{ name }}`, `%s`, `%NAME%`, `<name>`, `@Model.name`. */
const filledIn = /^\$|\$[{(]|\{\{|^\{.*\}$|^<.*>$|%[sd]|^%.*%$|^@\w+(?:\.\w+)*$/;

function isGoodPassword(value: string): boolean {
  return (
    !placeholder.test(value) &&
    !filledIn.test(value) &&
    !isName(value) &&
    value.length >= 10 &&
    looksRandom(value, value.length < 16 ? 2.9 : 3.2)
  );
}

function isUrlPassword(value: string): boolean {
  return !placeholder.test(value) && !filledIn.test(value) && !/^pass?$/i.test(value) && isMixed(value);
}

/** Names of things in code, paths, versions, colours and dates, which are not secrets. */
function isName(value: string): boolean {
  return (
    (/^[\w$]+(?:[.:/\\-][\w$]+)*(?:\(.*\))?$/.test(value) && !value.split(/[.:/\\_-]+/).some(isMixedPart)) ||
    /^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/|#|\d+(?:\.\d+)*$)/i.test(value)
  );
}

/** A part in which letters and digits go to and fro, as in no name that a person gives. */
function isMixedPart(part: string): boolean {
  return (part.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0) >= 3;
}

function isMixed(value: string): boolean {
  return /[a-z]/i.test(value) && /[\d\W_]/.test(value);
}

/** Whether letters and digits mix and few repeat: what a generator makes, and a person does not. */
function looksRandom(value: string, bitsPerCharacter: number): boolean {
  return /[a-z]/i.test(value) && /\d/.test(value) && entropy(value) >= bitsPerCharacter;
}

/** Shannon's, in bits for each character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

function firstMatch(
  text: string,
  pattern: RegExp,
  isSecret: (match: RegExpExecArray) => boolean,
): number | undefined {
  for (const match of text.matchAll(pattern)) {
    if (isSecret(match)) {
      return match.index;
    }
  }
  return undefined;
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}
