import { mount } from "svelte";
import { openHost } from "$lib/api/host";
import App from "./App.svelte";
import "./styles/base.css";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
await openHost();
mount(App, { target });
