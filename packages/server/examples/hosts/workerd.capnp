using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "workerd.js", esModule = embed "workerd.js"),
        (name = "handler.js", esModule = embed "handler.js"),
      ],
      compatibilityDate = "2025-01-01",
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
