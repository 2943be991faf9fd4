/*
 * Small helpers used by every page.
 */
var messageCount = 0;
var recentMessages = [];

function pad(value, width) {
  var text = String(value);
  while (text.length < width) text = '0' + text;
  return text;
}

// Shows a message in the status line.
function say(text) {
  messageCount++;
  recentMessages.push(text);
  lastMessage = text;
  tiny('#status').text(pad(messageCount, 2) + ' ' + text);
}
