import { host, type CallName, type Reply, type Request } from "./host";

/**
 * Asks the core. The name decides the request and the reply: a wrong one does not compile.
 * Rejects with an ApiError, whose message is a sentence to be shown as it is.
 */
export function call<K extends CallName>(name: K, request: Request<K>): Promise<Reply<K>> {
  return host().call(name, request);
}
