import { isContextItem } from "../core/context";
import type { ConversationEvent } from "../core/conversation";
import { isImageHash, isImageLimits } from "../core/image";
import type { ToView } from "../core/protocol";
import { isCount, isObject } from "../core/shape";
import { isCodeStyle } from "./colours/styleSheet";
import { isCompletion, isEstimate, isModel, isTotals } from "./composerMessages";

/**
 * The message from the host, or undefined for anything that is not one: another token, another shape. Checked as deep
 * as the page reads before it draws, so that nothing half-right is ever applied.
 */
export function readMessage(data: unknown, token: string): ToView | undefined {
  if (!isObject(data) || data["token"] !== token) {
    return undefined;
  }
  const message = data["message"];
  return isToView(message) ? message : undefined;
}

function isToView(value: unknown): value is ToView {
  if (!isObject(value)) {
    return false;
  }
  switch (value["type"]) {
    case "snapshot":
      return (
        isViewState(value["state"]) &&
        isCount(value["sequence"]) &&
        isCount(value["edits"]) &&
        isStrings(value["strings"])
      );
    case "events":
      return isCount(value["sequence"]) && isListOf(value["events"], isEvent);
    case "attachments":
      return isListOf(value["context"], isContextItem);
    case "key":
      return isKey(value["key"]);
    case "model":
      return isModel(value["model"]);
    case "completions":
      return isCount(value["request"]) && isListOf(value["items"], isCompletion);
    case "insert":
      return isText(value["text"]);
    case "auto":
      return value["item"] === undefined || isContextItem(value["item"]);
    case "totals":
      return isTotals(value["totals"]);
    case "estimate":
      return isEstimate(value["estimate"]);
    case "fonts":
      return isFonts(value["fonts"]);
    case "makeImage":
      return isCount(value["job"]) && isText(value["name"]) && isPicture(value);
    case "fitImage":
      return isCount(value["job"]) && isPicture(value);
    case "thumbnails":
      return isListOf(
        value["thumbnails"],
        (one) => isObject(one) && isImageHash(one["hash"]) && one["bytes"] instanceof Uint8Array,
      );
    case "codeColours":
      return (
        isCount(value["block"]) &&
        isCount(value["offset"]) &&
        (value["tabSize"] === undefined || isCount(value["tabSize"])) &&
        isListOf(value["runs"], isCount) &&
        Array.isArray(value["runs"]) &&
        value["runs"].length % 2 === 0
      );
    case "codeStyles":
      return isCount(value["first"]) && isListOf(value["styles"], isCodeStyle);
    case "deletion":
      return typeof value["canUndo"] === "boolean";
    case "codeAnew":
    case "find":
    case "focusComposer":
    case "awaitClipboardImage":
      return true;
    case "quote":
      return isText(value["turnId"]);
    default:
      return false;
  }
}

function isPicture(value: Readonly<Record<string, unknown>>): boolean {
  return value["bytes"] instanceof Uint8Array && isImageLimits(value["limits"]);
}

function isEvent(value: unknown): value is ConversationEvent {
  if (!isObject(value)) {
    return false;
  }
  switch (value["type"]) {
    case "asked":
      return isQuestion(value["turn"]) && isText(value["answerId"]) && isObject(value["options"]);
    case "askedAgain":
      return isText(value["answerId"]) && isObject(value["options"]);
    case "retried":
      return isText(value["questionId"]) && isText(value["answerId"]) && isObject(value["options"]);
    case "sent":
      return isText(value["answerId"]) && isText(value["prefix"]) && typeof value["time"] === "number";
    case "answer":
      return isText(value["answerId"]) && isAnswerEvent(value["event"]);
    case "countingDown":
      return (
        isText(value["answerId"]) && isFailure(value["failure"]) && typeof value["secondsLeft"] === "number"
      );
    case "stopped":
    case "resumed":
      return isText(value["answerId"]);
    case "shown":
    case "deleted":
      return isText(value["turnId"]);
    case "restored":
      return isListOf(value["turns"], isTurn) && isObject(value["parents"]) && isObject(value["chosen"]);
    case "attachmentChanged":
      return (
        isText(value["turnId"]) &&
        isText(value["id"]) &&
        (value["item"] === undefined || isContextItem(value["item"])) &&
        (value["at"] === undefined || isCount(value["at"]))
      );
    case "renamed":
      return isText(value["title"]);
    case "configured":
      return isObject(value["options"]);
    default:
      return false;
  }
}

function isAnswerEvent(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  switch (value["type"]) {
    case "opened":
      return true;
    case "partStarted":
      return isCount(value["index"]) && isPart(value["part"]);
    case "partGrew":
      return isCount(value["index"]) && isText(value["field"]) && isText(value["delta"]);
    case "usage":
      return isObject(value["usage"]);
    case "silent":
      return isCount(value["seconds"]) && isCount(value["secondsLeft"]);
    case "completed":
      return isText(value["stopReason"]);
    case "failed":
      return isFailure(value["failure"]);
    default:
      return false;
  }
}

function isViewState(value: unknown): boolean {
  return (
    isObject(value) &&
    isObject(value["conversation"]) &&
    isText(value["conversation"]["id"]) &&
    isListOf(value["conversation"]["all"], isTurn) &&
    isObject(value["conversation"]["chosen"]) &&
    isObject(value["conversation"]["options"]) &&
    isObject(value["draft"]) &&
    isText(value["draft"]["text"]) &&
    isListOf(value["draft"]["context"], isContextItem) &&
    (value["draft"]["editing"] === undefined || isText(value["draft"]["editing"])) &&
    isKey(value["key"]) &&
    isModel(value["model"]) &&
    (value["sendWith"] === "enter" || value["sendWith"] === "ctrlEnter") &&
    (value["auto"] === undefined || isContextItem(value["auto"])) &&
    isTotals(value["totals"]) &&
    (value["estimate"] === undefined || isEstimate(value["estimate"])) &&
    typeof value["canAttach"] === "boolean" &&
    isFonts(value["fonts"]) &&
    (value["canUndoDeletion"] === undefined || typeof value["canUndoDeletion"] === "boolean") &&
    (value["instructions"] === undefined ||
      value["instructions"] === "used" ||
      value["instructions"] === "waiting")
  );
}

function isTurn(value: unknown): boolean {
  return isObject(value) && isText(value["parentId"]) && (isQuestion(value) || isAnswer(value));
}

function isQuestion(value: unknown): boolean {
  return (
    isObject(value) &&
    value["role"] === "user" &&
    isText(value["id"]) &&
    isText(value["text"]) &&
    isListOf(value["context"], isContextItem)
  );
}

function isAnswer(value: unknown): boolean {
  return (
    isObject(value) &&
    value["role"] === "assistant" &&
    isText(value["id"]) &&
    isStatus(value["status"]) &&
    isListOf(value["parts"], isPart)
  );
}

function isStatus(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  switch (value["type"]) {
    case "waiting":
    case "streaming":
    case "stopped":
      return true;
    case "complete":
      return isText(value["stopReason"]);
    case "countingDown":
      return isFailure(value["failure"]) && typeof value["secondsLeft"] === "number";
    case "failed":
      return isFailure(value["failure"]);
    default:
      return false;
  }
}

function isPart(value: unknown): boolean {
  return (
    isObject(value) &&
    ((value["type"] === "text" && isText(value["text"])) ||
      (value["type"] === "thinking" && isText(value["thinking"])) ||
      value["type"] === "redacted_thinking" ||
      (value["type"] === "unknown" && isText(value["blockType"])))
  );
}

function isKey(value: unknown): boolean {
  return (
    isObject(value) &&
    (value["type"] === "ready" ||
      (value["type"] === "noEndpoint" && isFailure(value["failure"])) ||
      (value["type"] === "missing" && isText(value["host"])))
  );
}

function isFonts(value: unknown): boolean {
  return (
    isObject(value) &&
    [value["family"], value["codeFamily"], value["codeFeatures"]].every(
      (text) => text === undefined || isText(text),
    ) &&
    [value["size"], value["codeSize"], value["codeSpacing"], value["codeTabSize"]].every(
      (size) => size === undefined || typeof size === "number",
    )
  );
}

function isFailure(value: unknown): boolean {
  return isObject(value) && isText(value["kind"]);
}

function isStrings(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isListOf(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isMember);
}
