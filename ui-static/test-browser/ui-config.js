// A configuration in JavaScript, as an operator writes it: expressions and tests where JSON has texts only. <!-- <script> must not confuse the page.
function UIConfig() {
  return {
    menu: [{ label: "Handbook", url: "https://handbook.example.com/" }],
    linkPatterns: [
      { type: "tags", key: /^http\.(url|route)$/, url: "https://logs.example.com/?q=#{http.url}&trace=#{trace.traceID}", text: "Logs of #{http.url}" },
      { type: (type) => type === "process" || type === "resource", key: (key) => key.length > 0, value: /./, url: "https://hosts.example.com/#{spanID}", text: "Host" },
    ],
    search: { adjustEndTime: "1s" },
  };
}
