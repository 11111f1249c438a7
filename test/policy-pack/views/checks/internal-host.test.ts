import assert from "node:assert/strict";
import { isInternalHost } from "../../../../policy-pack/views/checks/internal-host";

describe("isInternalHost", () => {
  const internal = [
    "localhost:8080",
    "checkout",
    "checkout.shop.internal:8080",
    "checkout.shop.svc",
    "checkout.shop.svc.cluster.local.",
    "10.1.2.3",
    "172.16.0.1:80",
    "172.31.255.255",
    "192.168.0.1",
    "127.0.0.1",
    "[::1]:8080",
    "[fd00::1]",
    "[fe80::1]",
  ];
  const outside = [
    "checkout.astronomy-shop.example",
    "internal.astronomy-shop.example",
    "172.32.0.1",
    "11.0.0.1",
    "8.8.8.8:53",
    "[2001:db8::1]",
    "local.example:8080",
  ];
  for (const host of internal)
    it(`takes ${host} as internal`, () => assert.equal(isInternalHost(host), true));
  for (const host of outside) it(`takes ${host} as public`, () => assert.equal(isInternalHost(host), false));
});
