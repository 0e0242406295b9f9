import type { Step, StepName } from "../../core/diagnosis";
import type { Endpoint } from "../../core/endpoint";
import { proxyInForce } from "../../core/proxyInForce";
import { leftOut, networkSteps } from "./networkSteps";
import type { Bounds } from "./probes";
import { httpStep, keyedSteps, keyStep } from "./requestSteps";
import { proxyStep, settingsStep } from "./settingsStep";
import type { DiagnosisWorld } from "./world";

/**
 * Tries everything that a question needs, one step after the other; each is given when it is done. The key goes out only
 * to the origin it is for, and only after something there has answered as the API does. Ends early when cancelled.
 */
export async function* diagnose(world: DiagnosisWorld, signal: AbortSignal): AsyncGenerator<Step> {
  for await (const step of allSteps(world, { limitMs: world.limitMs, signal })) {
    if (signal.aborted) {
      return;
    }
    yield step;
  }
}

async function* allSteps(world: DiagnosisWorld, bounds: Bounds): AsyncGenerator<Step> {
  const { l10n } = world;
  const settings = settingsStep(world);
  yield settings;
  if (!world.endpoint.ok || settings.mark === "failed") {
    yield* all(
      ["proxy", "dns", "tcp", "tls", "http", "key", "request", "model"],
      l10n.t("Left out, because of the settings."),
    );
    return;
  }
  const { endpoint } = world.endpoint;
  const proxy = proxyInForce(endpoint.origin, world.proxy);
  yield proxyStep(proxy, world);
  let distrusted: Step | undefined;
  for await (const step of networkSteps(endpoint, proxy, world, bounds)) {
    if (step.name === "tls" && step.mark === "failed") {
      // The request itself is the judge: it knows all the certificates that VS Code trusts.
      distrusted = step;
    } else {
      yield step;
    }
  }
  world.begins?.("http");
  // Whatever the steps before found: how VS Code's own network gets there is known to it alone, and that is what counts.
  const http = await httpStep(endpoint, world, bounds);
  if (distrusted !== undefined) {
    const trusted = l10n.t("VS Code's own network trusts it all the same, by a certificate of the system.");
    yield http.mark === "ok"
      ? { name: "tls", mark: "ok", found: [...distrusted.found, trusted] }
      : distrusted;
  }
  yield http;
  yield* stepsWithKey(endpoint, http.mark === "ok", world, bounds);
}

async function* stepsWithKey(
  endpoint: Endpoint,
  isTheApi: boolean,
  world: DiagnosisWorld,
  bounds: Bounds,
): AsyncGenerator<Step> {
  const { l10n } = world;
  world.begins?.("key");
  const { step, key } = await keyStep(endpoint, world);
  yield step;
  if (key === undefined) {
    yield* all(["request", "model"], l10n.t("Left out: there is no key to try."));
  } else if (!isTheApi) {
    yield* all(
      ["request", "model"],
      l10n.t("Left out: the key is sent only where the request without it worked."),
    );
  } else {
    yield* keyedSteps(endpoint, key, world, bounds);
  }
}

function* all(names: readonly StepName[], why: string): Generator<Step> {
  for (const name of names) {
    yield leftOut(name, why);
  }
}
