// Stands for the widget in this description. The real script draws the chat bubble; this one only reads the config.
(function () {
  var config = window.XYZChat || {};
  var script = document.currentScript;
  var host = config.host || (script ? new URL(script.src).origin : location.origin);
  if (!config.token && !config.fetchToken) {
    console.warn("XYZChat: set token or fetchToken before loading the script.");
    return;
  }
  console.info("XYZChat: would open a chat on " + (config.chatHost || host));
})();
