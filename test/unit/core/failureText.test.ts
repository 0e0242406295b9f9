import assert from "node:assert/strict";
import { type Failure, failureActions } from "../../../src/core/failure";
import { failureActionLabel, failureText } from "../../../src/core/failureText";

const l10n = {
  t: (message: string, ...args: string[]): string =>
    message.replace(/\{(\d)\}/g, (whole, index) => args[Number(index)] ?? whole),
};

const table: readonly (readonly [failure: Failure, says: RegExp])[] = [
  [{ kind: "noKey", host: "a.test" }, /^No key for a\.test\. Your question is kept/],
  [
    { kind: "noKey", host: "a.test", savedFor: "b.test" },
    /^No key for a\.test\. The key you saved is for b\.test and stays there\./,
  ],
  [{ kind: "badKey", host: "a.test", message: "invalid x-api-key" }, /a\.test .* “invalid x-api-key”$/],
  [{ kind: "forbidden", message: "No access." }, /“No access\.”$/],
  [{ kind: "billing", message: "Credit is too low." }, /limit was reached\. “Credit is too low\.”$/],
  [{ kind: "modelNotFound", model: "claude-x" }, /^The model claude-x does not exist/],
  [{ kind: "badRequest", status: 400, message: "max_tokens: no" }, /\(400\)\. “max_tokens: no”$/],
  [{ kind: "tooLarge", bytes: 99_940 }, /request of 99\.9 KB/],
  [{ kind: "tlsSwitchedOff", host: "a.test" }, /NODE_TLS_REJECT_UNAUTHORIZED/],
  [{ kind: "tooLarge", bytes: 33_554_432 }, /request of 33\.6 MB/],
  [{ kind: "tooLarge", bytes: 33_554_432, hasImages: true }, /33\.6 MB .* Remove images/],
  [{ kind: "noImageInput", model: "Claude X" }, /^Claude X takes no images\./],
  [
    {
      kind: "imageRefused",
      message: "Too wide.",
      images: [{ turnId: "t", id: "i", name: "a.png" }],
    },
    /because of the image a\.png\. .* “Too wide\.”$/,
  ],
  [
    {
      kind: "imageRefused",
      message: "No.",
      images: ["a.png", "b.png"].map((name) => ({ turnId: "t", id: name, name })),
    },
    /one of these images: a\.png, b\.png\./,
  ],
  [{ kind: "tooManyImages", count: 601, limit: 600 }, /has 601 images; one request may have 600\./],
  [{ kind: "imagesNotReady", noPage: true }, /in the chat, which is not open\. Open it and try again/],
  [{ kind: "imagesNotReady" }, /could not be made small enough/],
  [{ kind: "rateLimited" }, /^The rate limit was reached\.$/],
  [{ kind: "rateLimited", retryAfterSeconds: 20 }, /wait 20 s\.$/],
  [{ kind: "overloaded", message: " " }, /^Claude is overloaded at the moment\.$/],
  [{ kind: "server", status: 502 }, /\(502\)\.$/],
  [
    { kind: "streamError", errorType: "overloaded_error", message: "Overloaded" },
    /overloaded while answering/,
  ],
  [{ kind: "streamError", errorType: "api_error", message: "Oh." }, /\(api_error\)\. “Oh\.”$/],
  [{ kind: "offline", host: "a.test" }, /^Could not reach a\.test\. /],
  [{ kind: "offline", host: "a.test", code: "EHOSTDOWN" }, /^Could not reach a\.test \(EHOSTDOWN\)\. /],
  [{ kind: "offline", host: "a.test", code: "ENOTFOUND" }, /no address was found[^]*\(ENOTFOUND\)\. /],
  [{ kind: "offline", host: "a.test", code: "ERR_NAME_NOT_RESOLVED" }, /no address was found/],
  [{ kind: "offline", host: "a.test", code: "ECONNREFUSED" }, /was refused \(ECONNREFUSED\)\. /],
  [{ kind: "offline", host: "a.test", code: "UND_ERR_CONNECT_TIMEOUT" }, /did not answer in time/],
  [
    { kind: "offline", host: "a.test", code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    /certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. /,
  ],
  [{ kind: "offline", host: "a.test", code: "CERT_HAS_EXPIRED" }, /not valid today[^]*date/],
  [{ kind: "offline", host: "a.test", code: "ERR_TLS_CERT_ALTNAME_INVALID" }, /for another server/],
  [{ kind: "offline", host: "a.test", code: "EPROTO" }, /does not speak TLS as it should[^]*base URL/],
  [
    { kind: "offline", host: "127.0.0.1:8443", code: "ERR_SSL_WRONG_VERSION_NUMBER" },
    /does not speak TLS \(ERR_SSL_WRONG_VERSION_NUMBER\)[^]*begins with http\./,
  ],
  [{ kind: "offline", host: "localhost", code: "EPROTO" }, /begins with http\./],
  [{ kind: "offline", host: "localhost.test", code: "EPROTO" }, /a firewall/],
  [{ kind: "redirected", host: "a.test" }, /^a\.test answered with a redirect/],
  [{ kind: "notTheApi", host: "a.test", contentType: "text/html" }, /\(text\/html\)/],
  [{ kind: "cut" }, /was cut before the answer was complete/],
  [{ kind: "garbled" }, /could not be read/],
  [{ kind: "stalled", seconds: 60, began: true }, /^Nothing more came for 60 s\./],
  [{ kind: "stalled", seconds: 120, began: false }, /^No answer came within 120 s\.$/],
  [{ kind: "replyTooLarge", limitBytes: 16_777_216 }, /16\.8 MB/],
  [{ kind: "interrupted" }, /window closed/],
  [{ kind: "badBaseUrl", url: "x", reason: "notAUrl" }, /base URL x cannot be used: it is not a URL\.$/],
  [{ kind: "badBaseUrl", url: "x", reason: "notHttps" }, /begin with https/],
  [{ kind: "badBaseUrl", url: "x", reason: "credentials" }, /user name or password/],
  [{ kind: "badBaseUrl", url: "x", reason: "apiKey" }, /must not contain an API key\.$/],
  [{ kind: "slept" }, /^The computer slept, .* ask again to get the whole answer\.$/],
  [{ kind: "badBaseUrl", url: "x", reason: "queryOrFragment" }, /query or a fragment/],
  [{ kind: "contextTooLong", tokens: 1_200_000, limit: 1_000_000 }, /about 1,200,000 tokens; .* 1,000,000\./],
  [
    { kind: "overBudget", spent: 5.2, budget: 5, least: 0.01 },
    /^Today's budget of \$5\.00 is used up: \$5\.20 are spent\. Nothing was sent\.$/,
  ],
  [
    { kind: "overBudget", spent: 4.5, budget: 5, least: 0.75 },
    /^This costs at least \$0\.75\. With the \$4\.50 spent today .* budget of \$5\.00\./,
  ],
  [
    { kind: "overBudget", spent: 5.2, budget: 5, least: 0.01, isPartial: true },
    /\$5\.20 are spent\. .* whose price is not known come on top\.$/,
  ],
  [
    { kind: "unknownPrice", model: "own-model", budget: 5 },
    /^What own-model costs is not known, .* budget of \$5\.00 cannot be kept\. .* in the settings\.$/,
  ],
  [{ kind: "modelRetired", model: "Claude X" }, /^The model Claude X is retired\./],
  [{ kind: "ownKey" }, /^Your API key stands in .* nothing was sent\./],
  [{ kind: "unexpected", message: "Boom." }, /in Ask Claude\. “Boom\.”$/],
];

describe("the words for a failure", () => {
  for (const [failure, says] of table) {
    it(JSON.stringify(failure), () => {
      const text = failureText(failure, l10n);
      assert.match(text, says);
      assert.doesNotMatch(text, /\{\d\}|undefined/);
    });
  }

  it("say how many images are left out", () => {
    const label = (failure: Failure) => failureActionLabel("sendWithoutImages", l10n, failure);
    const image = { turnId: "u", id: "i", name: "a.png" };
    assert.equal(label({ kind: "imageRefused", message: "", images: [image] }), "Send Without Image");
    assert.equal(label({ kind: "imageRefused", message: "", images: [image, image] }), "Send Without Images");
    assert.equal(label({ kind: "noImageInput", model: "m" }), "Send Without Images");
  });

  it("has a label of its own for every action", () => {
    const labels = failureActions.map((action) => failureActionLabel(action, l10n));
    assert.deepEqual(labels.toSorted(), [
      "Ask Anyway",
      "Change Budget",
      "Diagnose Connection",
      "New Chat",
      "Open Settings",
      "Select Model",
      "Send Without Image",
      "Set API Key",
      "Set Prices",
      "Try Again",
    ]);
  });
});
