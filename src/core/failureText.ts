import { formatUsd } from "./cost";
import type { BaseUrlProblem, Failure, FailureAction } from "./failure";
import { offlineText } from "./offlineText";

/** Translation as `vscode.l10n` and the page's own module both offer it, so that host and page share these sentences. */
export interface Localizer {
  t(message: string, ...args: string[]): string;
}

/**
 * What happened, as one or two sentences in the display language; the API's own words are quoted where it gave any.
 * @param locale how numbers are written
 */
export function failureText(failure: Failure, l10n: Localizer, locale = "en"): string {
  switch (failure.kind) {
    case "noKey":
      return failure.savedFor === undefined
        ? l10n.t("No key for {0}. Your question is kept and goes on once the key is there.", failure.host)
        : l10n.t(
            "No key for {0}. The key you saved is for {1} and stays there. Your question is kept and goes on once the key is there.",
            failure.host,
            failure.savedFor,
          );
    case "badKey":
      return quoting(l10n.t("{0} did not accept the API key.", failure.host), failure.message);
    case "forbidden":
      return quoting(l10n.t("This API key may not do that."), failure.message);
    case "billing":
      return quoting(l10n.t("A billing or spend limit was reached."), failure.message);
    case "modelNotFound":
      return quoting(
        l10n.t("The model {0} does not exist, or this key may not use it.", failure.model),
        failure.message,
      );
    case "badRequest":
      return quoting(l10n.t("The API refused the request ({0}).", `${failure.status}`), failure.message);
    case "tooLarge":
      return quoting(
        failure.hasImages === true
          ? l10n.t(
              "The request of {0} is more than the API takes. Remove images from the conversation, or start a new chat.",
              size(failure.bytes, locale),
            )
          : l10n.t(
              "The request of {0} is more than the API takes: the conversation with all that is attached to it is too large. Start a new chat, or attach less.",
              size(failure.bytes, locale),
            ),
        failure.message,
      );
    case "rateLimited":
      return quoting(
        failure.retryAfterSeconds === undefined
          ? l10n.t("The rate limit was reached.")
          : l10n.t("The rate limit was reached. The API asks to wait {0} s.", `${failure.retryAfterSeconds}`),
        failure.message,
      );
    case "overloaded":
      return quoting(l10n.t("Claude is overloaded at the moment."), failure.message);
    case "server":
      return quoting(l10n.t("The API had a problem of its own ({0}).", `${failure.status}`), failure.message);
    case "streamError":
      return failure.errorType === "overloaded_error"
        ? quoting(
            l10n.t("Claude was overloaded while answering. What had come so far is kept."),
            failure.message,
          )
        : quoting(
            l10n.t("The API reported a problem while answering ({0}).", failure.errorType),
            failure.message,
          );
    case "offline":
      return offlineText(failure.host, failure.code, l10n);
    case "tlsSwitchedOff":
      return l10n.t(
        "The environment variable NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of who {0} is, so nothing was sent. Start VS Code without it.",
        failure.host,
      );
    case "redirected":
      return l10n.t(
        "{0} answered with a redirect, which is not followed. Check the base URL in the settings.",
        failure.host,
      );
    case "notTheApi":
      return l10n.t(
        "What {0} sent is not an answer of the API ({1}). A proxy or a login page may be in between, or the base URL is not right.",
        failure.host,
        failure.contentType,
      );
    case "cut":
      return l10n.t("The connection was cut before the answer was complete. What had come so far is kept.");
    case "garbled":
      return l10n.t("Part of the answer could not be read. What had come so far is kept.");
    case "stalled":
      return failure.began
        ? l10n.t("Nothing more came for {0} s. What had come so far is kept.", `${failure.seconds}`)
        : l10n.t("No answer came within {0} s.", `${failure.seconds}`);
    case "slept":
      return l10n.t(
        "The computer slept, and the connection with it. What had come so far is kept; ask again to get the whole answer.",
      );
    case "replyTooLarge":
      return l10n.t("The reply was larger than {0} and was cut.", size(failure.limitBytes, locale));
    case "interrupted":
      return l10n.t("The window closed while the answer was being written. What had come so far is kept.");
    case "badBaseUrl":
      return l10n.t("The base URL {0} cannot be used: {1}", failure.url, baseUrlText(failure.reason, l10n));
    case "contextTooLong":
      return l10n.t(
        "The request has about {0} tokens; the model takes {1}. Remove attachments, start a new chat, or choose a model that takes more.",
        failure.tokens.toLocaleString(locale),
        failure.limit.toLocaleString(locale),
      );
    case "overBudget":
      return overBudgetText(failure, l10n, locale);
    case "unknownPrice":
      return l10n.t(
        "What {0} costs is not known, so the daily budget of {1} cannot be kept. Nothing was sent. Its price can be set in the settings.",
        failure.model,
        formatUsd(failure.budget, locale),
      );
    case "modelRetired":
      return l10n.t("The model {0} is retired. Choose another one; nothing was sent.", failure.model);
    case "ownKey":
      return l10n.t(
        "Your API key stands in the conversation or in something attached to it, so nothing was sent. Take it out and ask again, or start a new chat.",
      );
    case "noImageInput":
      return l10n.t(
        "{0} takes no images. Choose another model, or ask without them; nothing was sent.",
        failure.model,
      );
    case "imageRefused":
      return imageRefusedText(failure, l10n);
    case "tooManyImages":
      return l10n.t(
        "The conversation has {0} images; one request may have {1}. Remove some, or start a new chat; nothing was sent.",
        `${failure.count}`,
        `${failure.limit}`,
      );
    case "imagesNotReady":
      return failure.noPage === true
        ? l10n.t(
            "The images are made ready in the chat, which is not open. Open it and try again; nothing was sent.",
          )
        : l10n.t("The images could not be made small enough for the model. Nothing was sent.");
    case "unexpected":
      return quoting(l10n.t("Something went wrong in Ask Claude."), failure.message);
  }
}

/** What the button for an action says, in the display language; after this failure, where one is known. */
export function failureActionLabel(action: FailureAction, l10n: Localizer, failure?: Failure): string {
  switch (action) {
    case "setApiKey":
      return l10n.t("Set API Key");
    case "selectModel":
      return l10n.t("Select Model");
    case "tryAgain":
      return l10n.t("Try Again");
    case "openSettings":
      return l10n.t("Open Settings");
    case "newChat":
      return l10n.t("New Chat");
    case "askAnyway":
      return l10n.t("Ask Anyway");
    case "changeBudget":
      return l10n.t("Change Budget");
    case "setPrices":
      return l10n.t("Set Prices");
    case "sendWithoutImages":
      return failure?.kind === "noImageInput" ||
        (failure?.kind === "imageRefused" && failure.images.length > 1)
        ? l10n.t("Send Without Images")
        : l10n.t("Send Without Image");
    case "diagnose":
      return l10n.t("Diagnose Connection");
  }
}

function overBudgetText(
  { spent, budget, least, isPartial }: Extract<Failure, { kind: "overBudget" }>,
  l10n: Localizer,
  locale: string,
): string {
  const text =
    spent >= budget
      ? l10n.t(
          "Today's budget of {0} is used up: {1} are spent. Nothing was sent.",
          formatUsd(budget, locale),
          formatUsd(spent, locale),
        )
      : l10n.t(
          "This costs at least {0}. With the {1} spent today it would be more than the budget of {2}. Nothing was sent.",
          formatUsd(least, locale),
          formatUsd(spent, locale),
          formatUsd(budget, locale),
        );
  return isPartial === true
    ? `${text} ${l10n.t("Answers of models whose price is not known come on top.")}`
    : text;
}

function imageRefusedText(
  { message, images }: Extract<Failure, { kind: "imageRefused" }>,
  l10n: Localizer,
): string {
  const names = images.map(({ name }) => name).join(", ");
  return quoting(
    images.length === 1
      ? l10n.t(
          "The API refused the request because of the image {0}. The conversation can go on without it.",
          names,
        )
      : l10n.t(
          "The API refused the request because of one of these images: {0}. The conversation can go on without them.",
          names,
        ),
    message,
  );
}

function baseUrlText(problem: BaseUrlProblem, l10n: Localizer): string {
  switch (problem) {
    case "notAUrl":
      return l10n.t("it is not a URL.");
    case "notHttps":
      return l10n.t("it must begin with https, or with http for this machine only.");
    case "credentials":
      return l10n.t("it must not contain a user name or password.");
    case "apiKey":
      return l10n.t("it must not contain an API key.");
    case "queryOrFragment":
      return l10n.t("it must not contain a query or a fragment.");
  }
}

function quoting(sentence: string, message: string | undefined): string {
  return message === undefined || message.trim() === "" ? sentence : `${sentence} “${message.trim()}”`;
}

function size(bytes: number, locale: string): string {
  const [amount, unit] = bytes < 100_000 ? [bytes / 1_000, "KB"] : [bytes / 1_000_000, "MB"];
  return `${amount.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ${unit}`;
}
