import assert from "node:assert/strict";

import { automaticRetryDelay, type Failure, failureAction } from "../../../src/core/failure";

describe("asking again by itself", () => {
  const rows: readonly (readonly [string, Failure, number, number | undefined])[] = [
    ["429 with a short wait", { kind: "rateLimited", retryAfterSeconds: 5 }, 0, 5],
    ["429 with part of a second", { kind: "rateLimited", retryAfterSeconds: 0.2 }, 0, 1],
    ["429 with no wait at all", { kind: "rateLimited", retryAfterSeconds: 0 }, 0, 1],
    ["429 with a minute", { kind: "rateLimited", retryAfterSeconds: 60 }, 1, 60],
    ["429 with more than a minute", { kind: "rateLimited", retryAfterSeconds: 61 }, 0, undefined],
    ["429 with a day", { kind: "rateLimited", retryAfterSeconds: 86_400 }, 0, undefined],
    ["429 without a wait: a limit that no waiting lifts", { kind: "rateLimited" }, 0, undefined],
    ["529", { kind: "overloaded" }, 0, 5],
    ["529, second time", { kind: "overloaded" }, 1, 10],
    ["529, third time", { kind: "overloaded" }, 2, undefined],
    ["529 with a long wait", { kind: "overloaded", retryAfterSeconds: 600 }, 0, undefined],
    ["a server error, which may have been billed", { kind: "server", status: 500 }, 0, undefined],
    ["no connection", { kind: "offline", host: "h" }, 0, undefined],
    ["a cut stream", { kind: "cut" }, 0, undefined],
    ["a spend limit", { kind: "billing", message: "m" }, 0, undefined],
  ];
  for (const [name, failure, attempt, seconds] of rows) {
    it(`${name}: ${seconds === undefined ? "never" : `after ${seconds} s`}`, () => {
      assert.equal(automaticRetryDelay(failure, attempt), seconds);
    });
  }
});

describe("the action that helps", () => {
  const rows: readonly (readonly [Failure, string | undefined])[] = [
    [{ kind: "ownKey" }, undefined],
    [{ kind: "overBudget", spent: 1, budget: 1, least: 1 }, "askAnyway"],
    [{ kind: "unknownPrice", model: "m", budget: 1 }, "askAnyway"],
    [{ kind: "modelRetired", model: "m" }, "selectModel"],
    [{ kind: "badRequest", message: "m", status: 400 }, "tryAgain"],
    [{ kind: "billing", message: "m" }, "tryAgain"],
    [{ kind: "forbidden", message: "m" }, "tryAgain"],
    [{ kind: "rateLimited" }, "tryAgain"],
    [{ kind: "overloaded" }, "tryAgain"],
    [{ kind: "server", status: 500 }, "tryAgain"],
    [{ kind: "streamError", errorType: "e", message: "m" }, "tryAgain"],
    [{ kind: "noKey", host: "h" }, "setApiKey"],
    [{ kind: "badKey", host: "h" }, "setApiKey"],
    [{ kind: "modelNotFound", model: "m" }, "selectModel"],
    [{ kind: "tooLarge", bytes: 1 }, "newChat"],
    [{ kind: "badBaseUrl", url: "x", reason: "notAUrl" }, "openSettings"],
    [{ kind: "offline", host: "h" }, "tryAgain"],
    [{ kind: "cut" }, "tryAgain"],
    [{ kind: "interrupted" }, "tryAgain"],
  ];
  for (const [failure, action] of rows) {
    it(`${failure.kind}: ${action ?? "none"}`, () => {
      assert.equal(failureAction(failure), action);
    });
  }
});
