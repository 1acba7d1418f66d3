import { mount } from "svelte";
import { inShell, useHost } from "$lib/api/host";
// Both come with the first page, which would have to wait for the one that is fetched on its own.
import * as http from "$lib/api/host.http";
import * as tauri from "$lib/api/host.tauri";
import App from "./App.svelte";
import "./styles/base.css";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
useHost(await (inShell() ? tauri : http).openHost());
mount(App, { target });
