import type { Step } from "../../core/diagnosis";
import type { Endpoint } from "../../core/endpoint";
import type { Failure } from "../../core/failure";
import { failureText } from "../../core/failureText";
import type { ModelList } from "../../core/model";
import { leftOut } from "./networkSteps";
import type { Bounds } from "./probes";
import type { DiagnosisWorld } from "./world";

/** Asks the server without a key, through VS Code's own network, as every request goes. */
export async function httpStep(endpoint: Endpoint, world: DiagnosisWorld, bounds: Bounds): Promise<Step> {
  const { l10n } = world;
  const client = await world.connect({ baseUrl: endpoint.baseUrl, apiKey: "" });
  const reached = await client.reach(AbortSignal.any([bounds.signal, AbortSignal.timeout(bounds.limitMs)]));
  if (!reached.ok) {
    return failed("http", reached.failure, world);
  }
  const { status, contentType } = reached;
  const answered = l10n.t("{0} answered {1} ({2}).", endpoint.host, `${status}`, contentType || "-");
  if (status === 407) {
    const advice = l10n.t(
      "The proxy wants to know who you are: put a user name and password into http.proxy.",
    );
    return { name: "http", mark: "failed", found: [answered], advice };
  }
  // A gateway need not know the question; whatever else answers with a page is not the API.
  const isUnknown = [404, 405, 501].includes(status) && contentType !== "text/html";
  if (contentType !== "application/json" && !isUnknown) {
    return {
      name: "http",
      mark: "failed",
      found: [answered, l10n.t("That is no answer of the API, so the key is not sent there.")],
      advice: l10n.t(
        "A login page of the network or a proxy may be in between: open any web page in a browser. Or the base URL is not right.",
      ),
    };
  }
  return status >= 500 && !isUnknown
    ? {
        name: "http",
        mark: "failed",
        found: [answered],
        advice: l10n.t("The server has a problem of its own. Try again later."),
      }
    : {
        name: "http",
        mark: "ok",
        found: status === 401 ? [answered, l10n.t("That is right: a key is asked for.")] : [answered],
      };
}

/** A key to try, or why there is none. The key itself is in no step. */
export async function keyStep(
  endpoint: Endpoint,
  world: DiagnosisWorld,
): Promise<{ readonly step: Step; readonly key?: string }> {
  const { l10n } = world;
  const search = await world.findKey(endpoint.origin);
  if (search.found) {
    const found = [l10n.t("There is a key for {0}.", endpoint.origin)];
    return { step: { name: "key", mark: "ok", found }, key: search.key };
  }
  const advice = l10n.t("Run Ask Claude: Set API Key.");
  const because = (sentence: string): { readonly step: Step } => ({
    step: {
      name: "key",
      mark: "failed",
      found: [
        sentence,
        ...(search.savedFor === undefined
          ? []
          : [l10n.t("There is a key for {0}, which goes nowhere else.", search.savedFor)]),
      ],
      advice,
    },
  });
  switch (search.why) {
    case "none":
      return because(l10n.t("There is no key for {0}.", endpoint.origin));
    case "lost":
      return because(
        l10n.t("A key was saved for {0}, but the system's key store no longer has it.", endpoint.origin),
      );
    case "unavailable":
      return because(l10n.t("The system's key store does not answer. Unlock it."));
  }
}

/** Asks for the models with the key, which is free, and looks for the chosen one among them. */
export async function* keyedSteps(
  endpoint: Endpoint,
  key: string,
  world: DiagnosisWorld,
  bounds: Bounds,
): AsyncGenerator<Step> {
  const { l10n } = world;
  world.begins?.("request");
  const client = await world.connect({ baseUrl: endpoint.baseUrl, apiKey: key });
  const asked = await client.models(AbortSignal.any([bounds.signal, AbortSignal.timeout(bounds.limitMs)]));
  if (!asked.ok) {
    yield failed("request", asked.failure, world);
    yield leftOut("model", l10n.t("Left out, because the step before did not work."));
    return;
  }
  const { list } = asked;
  if (list.source === "table") {
    const why = l10n.t("Left out: this server has no list of models, and any other request costs something.");
    yield leftOut("request", why);
    yield leftOut("model", why);
    return;
  }
  const count = `${list.models.length}`;
  yield {
    name: "request",
    mark: "ok",
    found: [l10n.t("The key is accepted; it may use {0} models.", count)],
  };
  yield modelStep(list, world);
}

function modelStep(list: ModelList, { model, l10n }: DiagnosisWorld): Step {
  const known = list.models.find(({ id }) => id === model);
  const advice = l10n.t("Choose another one with Ask Claude: Select Model.");
  if (known === undefined) {
    return { name: "model", mark: "failed", found: [l10n.t("{0} is not in the list.", model)], advice };
  }
  return known.lifecycle === "retired"
    ? { name: "model", mark: "failed", found: [l10n.t("{0} is retired.", model)], advice }
    : { name: "model", mark: "ok", found: [l10n.t("{0} is in the list.", model)] };
}

function failed(name: Step["name"], failure: Failure, world: DiagnosisWorld): Step {
  const { l10n, locale, limitMs } = world;
  // A step is ended from here when its time is over; the client cannot tell that from a person who gives up.
  const words =
    failure.kind === "interrupted"
      ? l10n.t("No answer within {0} s.", `${limitMs / 1000}`)
      : failureText(failure, l10n, locale);
  return { name, mark: "failed", found: [words], advice: adviceFor(failure, world) };
}

function adviceFor(failure: Failure, { l10n }: DiagnosisWorld): string {
  switch (failure.kind) {
    case "badKey":
      return l10n.t("Run Ask Claude: Set API Key with a key that is still valid.");
    case "forbidden":
      return l10n.t("Ask whoever manages the key to allow it, or use another key.");
    case "billing":
      return l10n.t("Look at the billing page of the account that the key belongs to.");
    case "rateLimited":
    case "overloaded":
    case "server":
      return l10n.t("Wait a little and try again.");
    case "offline":
      return l10n.t(
        "VS Code's own network did not get there: look at the steps above, and at the proxy that VS Code uses.",
      );
    case "redirected":
    case "notTheApi":
      return l10n.t(
        "A login page of the network or a proxy may be in between: open any web page in a browser. Or the base URL is not right.",
      );
    default:
      return l10n.t("Check the network, a firewall or a VPN, and try again.");
  }
}
