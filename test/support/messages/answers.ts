import type { AnswerBehaviour } from "./behaviour";
import type { Accepted } from "./check";
import { editAnswer } from "./editAnswers";
import { signatureFor } from "./signature";
import type { Answer } from "./stream";
import { charactersOf } from "./tokens";
import { isObject } from "./shape";
import { systemText, textOf, typeOf } from "./turns";

/** The answer to an accepted request: as scripted where a test says so, else in the endpoint's own words. */
export function answerTo(accepted: Accepted, script: Partial<AnswerBehaviour>, id: string): Answer {
  const { body, model, turns, inputTokens, cached } = accepted;
  const own =
    script.text === undefined
      ? withinLimits(editAnswer(body, turns) ?? ownWords(accepted), accepted)
      : { text: script.text };
  return {
    model: model.id,
    id,
    inputTokens,
    cached,
    ...own,
    ...(script.stopReason === undefined ? {} : { stopReason: script.stopReason }),
    thinking: script.thinking ?? usualThinking(accepted),
    signature: signatureFor(model.id, systemText(body), turns),
    refusalCategory: script.refusalCategory,
    deltaChars: script.deltaChars,
    pings: script.pings,
  };
}

/** Whether a thinking block comes by itself, and whether it may be read. */
function usualThinking({ body, model }: Accepted): string | undefined {
  const thinking = body["thinking"];
  const type = typeOf(thinking);
  if (type === "disabled" || type === "between_tools" || (type === "" && !model.thinksByDefault)) {
    return undefined;
  }
  const display = isObject(thinking) ? thinking["display"] : undefined;
  const shown = display ?? (model.sampling ? "summarized" : "omitted");
  return shown === "summarized" ? "Nobody thinks here; this line is in the place of a summary." : "";
}

/** Keeps the endpoint's own answer to `max_tokens` and `stop_sequences`, as any answer of the API's is. */
function withinLimits(
  text: string,
  { body }: Accepted,
): { text: string; stopReason?: string; stopSequence?: string } {
  const most = charactersOf(Math.max(0, Number(body["max_tokens"]) - 1));
  const sequences = Array.isArray(body["stop_sequences"]) ? body["stop_sequences"].map(String) : [];
  const first = sequences
    .filter((sequence) => sequence !== "" && text.includes(sequence))
    .map((sequence) => ({ sequence, place: text.indexOf(sequence) }))
    .sort((a, b) => a.place - b.place)[0];
  if (first !== undefined && first.place <= most) {
    return { text: text.slice(0, first.place), stopReason: "stop_sequence", stopSequence: first.sequence };
  }
  return text.length > most ? { text: wholeCharacters(text, most), stopReason: "max_tokens" } : { text };
}

function wholeCharacters(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

interface Attachment {
  readonly name: string;
  readonly language: string;
  readonly lines: string;
  readonly code: string;
}

/** Says plainly who answers, what arrived, and shows one of everything that an answer may hold. */
function ownWords(accepted: Accepted): string {
  const { body, model, turns, inputTokens } = accepted;
  const blocks = turns.at(-1)?.blocks.map(({ block }) => block) ?? [];
  // Which image is which stands in a line of its own, and is no part of the question.
  const texts = blocks.map((block) => textOf(block).replace(/^Image \d+: `[^`\n]*`\n*/gm, ""));
  const images = blocks.filter((block) => typeOf(block) === "image").length;
  const attachments = texts.flatMap((text) => attachmentOf(text) ?? []);
  const question = texts.filter((text) => text !== "" && attachmentOf(text) === undefined).join("\n\n");
  const asked = question === "" ? ["You asked nothing in words."] : ["You asked:", "", quoted(question)];
  const attached =
    attachments.length + images === 0
      ? ["Nothing was attached."]
      : [
          "Attached to it:",
          "",
          ...(images === 0 ? [] : [`- ${images} ${images === 1 ? "image" : "images"}`]),
          ...attachments.map(
            ({ name, lines, language }) =>
              `- \`${name}\`, ${lines}${language === "" ? "" : ` (${language})`}`,
          ),
        ];
  return [
    "## A local stand-in, not Claude",
    "",
    "This answer was **not written by Claude**. A small server on this computer stands in for the API: it understands " +
      "nothing of your code, and nothing was sent to Anthropic.",
    "",
    ...asked,
    "",
    ...attached,
    "",
    "| What arrived | |",
    "|---|---|",
    `| Model | \`${model.id}\` |`,
    `| Question in this chat | ${turns.filter((turn) => turn.role === "user").length} |`,
    `| Input, about | ${inputTokens} tokens |`,
    `| Longest answer allowed | ${String(body["max_tokens"])} tokens |`,
    "",
    ...shownCode(attachments[0]),
    "",
    "Set ANTHROPIC_API_KEY and start again to have Claude answer.",
    "",
  ].join("\n");
}

/** Reads a chip's text: a line of origin, then the fenced code. */
function attachmentOf(text: string): Attachment | undefined {
  const origin = /^([\w ]*)`([^`\n]+)`(?: \(([^)\n]*)\))?(?:, ([\w -]+))?:\n(?=```)/.exec(text);
  if (origin === null) {
    return undefined;
  }
  const [whole, before = "", name = "", language = "", lines = ""] = origin;
  const code = text.slice(whole.length).split("\n").slice(1, -1).join("\n");
  return { name, language, lines: [before.trim(), lines].filter((part) => part !== "").join(", "), code };
}

function shownCode(attachment: Attachment | undefined): readonly string[] {
  if (attachment === undefined) {
    return [
      "A block of code looks like this:",
      "",
      "```typescript",
      "export function greet(name: string): string {",
      "  return `Hello, ${name}!`;",
      "}",
      "```",
    ];
  }
  const lines = attachment.code.split("\n");
  const shown = lines.slice(0, 12).join("\n");
  const longestRun = Math.max(2, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longestRun + 1);
  const rest = lines.length > 12 ? `, the first 12 of ${lines.length} lines` : "";
  return [`\`${attachment.name}\` as it arrived${rest}:`, "", `${fence}${attachment.language}`, shown, fence];
}

function quoted(text: string): string {
  const shown = text.length > 600 ? `${wholeCharacters(text, 600)} …` : text;
  return shown
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
