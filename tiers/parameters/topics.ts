import { z } from "zod";

const phrases = z.array(z.string().trim().min(1));

/** What a page should tell, by the words that show it; see the lists below for how they are written. */
export const topics = z.record(
  z.string().trim().min(1),
  z.strictObject({
    headings: phrases.describe("What headings, or words in bold at the start of a paragraph, call it."),
    phrases: phrases.default([]).describe("What sentences say where no heading names it."),
    intro: z.boolean().default(false).describe("The text under the title is about it."),
    words: z.int().min(1).default(3).describe("Fewest words of prose that tell something."),
  }),
);
export type Topics = z.infer<typeof topics>;

/**
 * A list as people write it: phrases between commas. Case and accents do not matter; a star stands for the rest of a
 * word.
 */
function list(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(",").map((phrase) => phrase.trim()));
}

/** What a README tells, in English, German, French and Spanish. */
export const readmeTopics: Topics = {
  "what it is": {
    headings: list(
      "about, about *, overview, description, introduction, purpose, summary, background, what is, what it is, what it does, what this is",
      "beschreibung, überblick, übersicht, einführung, einleitung, zweck, was ist, was macht, worum es geht",
      "présentation, à propos, aperçu, vue d'ensemble, objectif, qu'est-ce que",
      "descripción, acerca de, introducción, resumen, qué es, visión general, propósito",
    ),
    phrases: [],
    intro: true,
    words: 5,
  },
  "how to run it": {
    headings: list(
      "run, running, how to run, getting started, get started, quick start, quickstart, usage, setup, set up, install*, local development, development, developing, starting, launch*",
      "ausführen, starten, start, erste schritte, schnellstart, entwicklung, installieren, einrichtung, einrichten, nutzung, verwendung, benutzung",
      "exécut*, lancer, lancement, démarr*, premiers pas, prise en main, utilisation, développement, mise en route",
      "ejecut*, ejecución, iniciar, inicio rápido, arrancar, arranque, primeros pasos, instal*, uso, desarrollo, puesta en marcha",
    ),
    phrases: list(
      "to run, run it, run locally, run the service, to start, start it, start the service",
      "zum starten, lokal starten, startet man, lokal ausführen, ausgeführt wird",
      "pour lancer, pour démarrer, pour exécuter, se lance avec, se lance en",
      "para ejecutar, para iniciar, para arrancar, se ejecuta con, se inicia con",
    ),
    intro: false,
    words: 3,
  },
  "how to deploy it": {
    headings: list(
      "deploy*, release, releases, releasing, rollout, roll out, continuous delivery, ci cd, publish*",
      "bereitstell*, ausliefer*, veröffentlich*, ausroll*, freigabe",
      "déploi*, déployer, mise en production, livraison, publication",
      "desplieg*, desplegar, puesta en producción, publicación, entrega continua",
    ),
    phrases: list(
      "is deployed, are deployed, gets deployed, to deploy, deploys, deploy it, we deploy, deployed by, deployed with, deployed from, is released, to release, is rolled out",
      "wird bereitgestellt, wird ausgeliefert, wird ausgerollt, wird deployt, zum deployen, zum ausrollen",
      "est déployé*, pour déployer, se déploie, mis en production",
      "se despliega*, para desplegar, es desplegado",
    ),
    intro: false,
    words: 3,
  },
  "who to ask": {
    headings: list(
      "contact, contacts, contacting, who to ask, support, help, getting help, maintainers, maintainer, maintained by, owner, owners, ownership, team, questions, ask, on call, people",
      "kontakt*, ansprechpartner*, ansprechperson*, hilfe, fragen, verantwortlich*, zuständig*, betreuung, unterstützung",
      "aide, assistance, équipe, mainteneur*, responsable*, nous contacter",
      "contacto*, ayuda, soporte, preguntas, equipo, mantenedor*",
    ),
    phrases: list(
      "ask in, ask on, ask the, contact the, contact us, reach out, reach us, get in touch, owned by, maintained by, questions go to, talk to",
      "fragen an, wende dich, wenden sie sich, betreut von, ansprechpartner*, erreichbar unter",
      "contactez, écrivez à, maintenu* par, adressez vous",
      "contacta*, pregunta en, pregunta a, escribe a, mantenido por",
    ),
    intro: false,
    words: 1,
  },
};

/** What a runbook covers, in the same languages. */
export const runbookTopics: Topics = {
  alerts: {
    headings: list(
      "alert*, alarm*, monitor*, symptom*, pages",
      "warnung*, überwachung",
      "surveillance, symptôme*",
      "síntoma*",
    ),
    phrases: list(
      "alert fires, alerts fire, this alert, when the alert, pages when, paged when",
      "alarm kommt, alarm ausgelöst, wird alarmiert",
      "alerte se déclenche, alerte est déclenchée",
      "alerta se dispara, salta la alerta",
    ),
    intro: false,
    words: 3,
  },
  diagnosis: {
    headings: list(
      "diagnos*, debug*, triage, investigat*, troubleshoot*, root cause, what to check, checks",
      "fehlersuche, fehleranalyse, ursache*, untersuch*, eingrenz*, analyse",
      "dépannage, recherche de la cause, causes",
      "solución de problemas, investigación, análisis, causas",
    ),
    phrases: list(
      "to diagnose, to investigate, to find out, check whether, look at the logs, find the cause",
      "um die ursache, zur fehlersuche, prüfe ob, prüfen ob",
      "pour diagnostiquer, vérifiez que, vérifier si",
      "para diagnosticar, comprueba si, comprobar si",
    ),
    intro: false,
    words: 3,
  },
  mitigation: {
    headings: list(
      "mitigat*, remed*, resol*, fix, fixes, fixing, workaround*, recover*, restart*, what to do, first aid, actions",
      "abhilfe, gegenmaßnahme*, sofortmaßnahme*, maßnahme*, beheb*, wiederherstell*, entstör*, neustart*",
      "atténu*, remédi*, résol*, correctif*, contournement*, rétabli*, redémarr*",
      "mitig*, solución, soluciones, recuper*, reinici*, acciones",
    ),
    phrases: list(
      "to mitigate, to restart, to recover, restart the, scale up, fail over, as a workaround",
      "neu starten, zur behebung, als abhilfe",
      "pour atténuer, pour rétablir, redémarrez",
      "para mitigar, para recuperar, reinicia el",
    ),
    intro: false,
    words: 3,
  },
  rollback: {
    headings: list(
      "rollback*, roll* back, revert*, undo, previous version",
      "zurückroll*, rücknahme, zurücknehmen, zurücksetz*, vorherige version",
      "retour arrière, retour en arrière, version précédente",
      "revers*, vuelta atrás, marcha atrás, deshacer, versión anterior",
    ),
    phrases: list(
      "roll* back, to revert, revert to, rolled back, previous release",
      "zurückgerollt, zurückrollen, auf die vorherige version",
      "revenir à la version, retour arrière",
      "volver a la versión, dar marcha atrás, revertir",
    ),
    intro: false,
    words: 3,
  },
  escalation: {
    headings: list(
      "escalat*, who to call, on call, contact, contacts",
      "eskal*, ansprechpartner*, kontakt*, rufbereitschaft, bereitschaft",
      "escalad*, astreinte",
      "escalam*, escalar, contacto*, guardia",
    ),
    phrases: list(
      "escalate, escalate to, call the, page the, hand over to",
      "eskaliere*, an das team eskalieren, ruf* an",
      "escaladez, appelez, faites appel",
      "escala a, escalar a, llama a",
    ),
    intro: false,
    words: 1,
  },
};
