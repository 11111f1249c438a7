/** A process of its own for the test of two writers: adds webhooks to a world, one flush each. */
import { openWorld } from "../../../sandbox/world/world";

async function main([dir = "", name = "", count = "0"]: readonly string[]): Promise<void> {
  const world = openWorld(dir, "datadog");
  for (let index = 0; index < Number(count); index++) {
    world.put("webhook", { id: `${name}-${index}`, name, url: "https://hooks.example.com" });
    await world.flush();
  }
}

void main(process.argv.slice(2));
