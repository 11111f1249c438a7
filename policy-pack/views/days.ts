/** The calendar that enforcement goes by, for rules, which know views only. */
export { daysBetween } from "../../tiers/calendar";
