// The Auth and Cloud Tasks emulators of firebase-tools, in one process.
// Takes one JSON argument: {project, location, host, authPort, tasksPort, queues}.
"use strict";

const exegesis = require("exegesis-express");
const winston = require("winston");

// Set before the Auth emulator asks for it: compiling every request schema at the start takes it
// eight seconds, compiling each at its first use one.
const { middleware } = exegesis;
exegesis.middleware = (document, options) =>
  middleware(document, { ...options, lazyCompileValidationSchemas: true });

const { AuthEmulator } = require("firebase-tools/lib/emulator/auth");
const { TasksEmulator, TaskQueueController } = require("firebase-tools/lib/emulator/tasksEmulator");
const { logger } = require("firebase-tools/lib/logger");

const format = winston.format.printf((entry) => {
  // What follows the message is its text when the message is only a label.
  const texts = (entry[Symbol.for("splat")] || []).filter((part) => typeof part === "string");
  return [`${entry.level}:`, entry.message, ...texts].join(" ");
});
logger.add(new winston.transports.Console({ level: "info", format }));

// The emulator's own pace: up to a second before the first task, then a busy loop.
TaskQueueController.LISTEN_TIMEOUT = 100;
TaskQueueController.UPDATE_TIMEOUT = 20;
TaskQueueController.TOKEN_REFRESH_INTERVAL = 100;

async function createQueue({ host, tasksPort, project, location }, name, queue) {
  const path = `projects/${project}/locations/${location}/queues/${name}`;
  const answer = await fetch(`http://${host}:${tasksPort}/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(queue),
  });
  if (!answer.ok) throw new Error(`queue ${name}: ${answer.status} ${await answer.text()}`);
}

async function main(config) {
  const { host, authPort, tasksPort, project, queues } = config;
  await new TasksEmulator({ host, port: tasksPort }).start();
  for (const [name, queue] of Object.entries(queues)) await createQueue(config, name, queue);
  // Auth last: it answers only when the queues are there too.
  await new AuthEmulator({ host, port: authPort, projectId: project }).start();
}

main(JSON.parse(process.argv[2])).catch((error) => {
  console.error(error);
  process.exit(1);
});
