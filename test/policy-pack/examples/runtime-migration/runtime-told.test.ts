import { aws, kubernetes } from "../../../../policy-pack/engine/tokens";
import { runtimeTold } from "../../../../policy-pack/examples/runtime-migration/runtime-told";
import { given } from "../../given";
import { testRule } from "../../rule-tester";
import { container, lambda, untagged } from "./given-runtimes";

testRule(runtimeTold, {
  pass: {
    "a tag with a runtime": given.service(),
    "a tag that says that none is needed": untagged.facts({ tags: ["runtime:none"] }),
    "a function that says so by itself": untagged.add(lambda("nodejs22.x")),
    "a container of a base image": untagged.add(container(kubernetes.cronJob, "node:22")),
    "a base image beside one that tells nothing": untagged.add(
      container(kubernetes.job, "ghcr.io/shop/x:1", "python:3.12"),
    ),
    "a tag where the function is only known after an update": given
      .service()
      .add(lambda("nodejs22.x"))
      .unknown(aws.lambdaFunction, "mailer", "runtime"),
  },
  fail: {
    "a service of which nothing tells": [untagged, [{ message: "missing" }]],
    "a service whose images tell nothing": [
      untagged.add(container(kubernetes.pod, "ghcr.io/shop/x:1", "node:lts")),
      [{ message: "missing" }],
    ],
    "a function of a runtime of its own": [untagged.add(lambda("provided.al2023")), [{ message: "missing" }]],
    "other tags": [untagged.facts({ tags: ["eu", "run-time:nodejs22"] }), [{ message: "missing" }]],
    "a tag without a version": [
      given.service().facts({ tags: ["runtime:nodejs", "runtime:python3.12"] }),
      [{ message: "unreadable", data: { tag: "runtime:nodejs" }, subject: "runtime:nodejs" }],
    ],
    "a tag of a language that nobody knows, though a function tells": [
      given
        .service()
        .facts({ tags: ["runtime:cobol85"] })
        .add(lambda("nodejs22.x")),
      [{ message: "unreadable", data: { tag: "runtime:cobol85" }, subject: "runtime:cobol85" }],
    ],
  },
  unknown: {
    "what only the update will tell": [
      untagged.add(lambda("nodejs22.x")).unknown(aws.lambdaFunction, "mailer", "runtime"),
      "planned: runtime of",
    ],
    "what a partial run hides": [
      untagged.add(lambda("nodejs22.x")).hidden(aws.lambdaFunction, "mailer"),
      "partial: mailer is not part of this run",
    ],
  },
});
