import { createHash, createHmac } from "node:crypto";
import type { Turn } from "./turns";

/**
 * The signature of a thinking block that the endpoint writes: it names the model and the conversation before it, so
 * that the endpoint can tell later whether the block came back to where it belongs.
 */
export function signatureFor(model: string, system: string, before: readonly Turn[]): string {
  const bound = `${model}.${prefixHash(system, before)}`;
  return Buffer.from(`${bound}.${seal(bound)}`).toString("base64");
}

/** What a thinking block's signature says: nothing of ours, of another conversation, or right where it is. */
export function judgeSignature(
  signature: string,
  model: string,
  system: string,
  before: readonly Turn[],
): "invalid" | "foreign" | "right" {
  const written = Buffer.from(signature, "base64").toString();
  const dot = written.lastIndexOf(".");
  const bound = written.slice(0, Math.max(0, dot));
  if (written.slice(dot + 1) !== seal(bound)) {
    return "invalid";
  }
  return bound === `${model}.${prefixHash(system, before)}` ? "right" : "foreign";
}

/** Thinking and cache marks may be left out of earlier turns without harm, so they are not part of the prefix. */
function prefixHash(system: string, before: readonly Turn[]): string {
  const turns = before.map((turn) => [
    turn.role,
    ...turn.blocks
      .filter(({ block }) => block["type"] !== "thinking" && block["type"] !== "redacted_thinking")
      .map(({ block }) => Object.entries(block).filter(([key]) => key !== "cache_control")),
  ]);
  return createHash("sha256")
    .update(JSON.stringify([system, turns]))
    .digest("base64url");
}

function seal(bound: string): string {
  return createHmac("sha256", "a local stand-in, not Claude").update(bound).digest("base64url");
}
