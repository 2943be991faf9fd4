/**
 * Properties that an inline handler sees as bare names before any global: those of its element, of the form around it and
 * of the document (HTML, "getting the current value of the event handler": the scope of the function). The names are those
 * of the interfaces of the DOM and HTML standards.
 */
const set = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** Of every element, and of the document. */
const COMMON = set(`
addEventListener dispatchEvent removeEventListener
appendChild baseURI childNodes cloneNode compareDocumentPosition contains firstChild getRootNode hasChildNodes insertBefore
isConnected isDefaultNamespace isEqualNode isSameNode lastChild lookupNamespaceURI lookupPrefix nextSibling nodeName
nodeType nodeValue normalize ownerDocument parentElement parentNode previousSibling removeChild replaceChild textContent
after animate append assignedSlot attachShadow attributes before checkVisibility childElementCount children
classList className clientHeight clientLeft clientTop clientWidth closest computedStyleMap elementTiming firstElementChild
getAnimations getAttribute getAttributeNames getAttributeNode getBoundingClientRect getClientRects getElementsByClassName
getElementsByTagName hasAttribute hasAttributes hasPointerCapture id innerHTML insertAdjacentElement
insertAdjacentHTML insertAdjacentText lastElementChild localName matches moveBefore namespaceURI nextElementSibling
outerHTML part prefix prepend previousElementSibling querySelector querySelectorAll releasePointerCapture remove
removeAttribute removeAttributeNode replaceChildren replaceWith requestFullscreen requestPointerLock role scroll scrollBy
scrollHeight scrollIntoView scrollLeft scrollTo scrollTop scrollWidth setAttribute setAttributeNode setPointerCapture
shadowRoot slot tagName toggleAttribute
accessKey attachInternals autocapitalize autofocus blur click contentEditable dataset dir draggable enterKeyHint focus
hidden hidePopover inert innerText inputMode isContentEditable lang nonce offsetHeight offsetLeft offsetParent offsetTop
offsetWidth outerText popover showPopover spellcheck style tabIndex title togglePopover translate writingSuggestions
URL activeElement adoptNode adoptedStyleSheets alinkColor all anchors applets bgColor body captureEvents
caretPositionFromPoint characterSet charset clear close compatMode contentType cookie createAttribute createComment
createDocumentFragment createElement createElementNS createEvent createRange createTextNode createTreeWalker
currentScript defaultView designMode dir doctype documentElement documentURI domain elementFromPoint elementsFromPoint
embeds evaluate execCommand exitFullscreen exitPointerLock fgColor fonts forms fullscreenElement fullscreenEnabled
getElementById getElementsByName getSelection hasFocus head images implementation importNode inputEncoding lastModified
linkColor links location open pictureInPictureElement plugins pointerLockElement queryCommandState readyState referrer
releaseEvents rootElement scripts scrollingElement styleSheets timeline visibilityState vlinkColor write writeln
`);

/** Of all controls of forms. */
const CONTROL = `checkValidity disabled form formAction formEnctype formMethod formNoValidate formTarget labels name
reportValidity required setCustomValidity type validationMessage validity value willValidate`;

const FORM =
  set(`acceptCharset action autocomplete checkValidity elements encoding enctype length method name noValidate rel
relList reportValidity requestSubmit reset submit target`);

/** Of one kind of element. */
const BY_TAG: Readonly<Record<string, ReadonlySet<string>>> = {
  a: set(`charset coords download hash host hostname href hreflang name origin password pathname ping port protocol
referrerPolicy rel relList rev search shape target text type username`),
  body: set('aLink background bgColor link text vLink'),
  button: set(`${CONTROL} popoverTargetElement command commandForElement`),
  div: set('align'),
  form: FORM,
  img: set(`align alt border complete crossOrigin currentSrc decode decoding height hspace isMap loading longDesc name
naturalHeight naturalWidth sizes src srcset useMap vspace width x y`),
  input:
    set(`${CONTROL} accept align alt autocomplete checked defaultChecked defaultValue dirName files height indeterminate
list max maxLength min minLength multiple pattern placeholder readOnly select selectionDirection selectionEnd
selectionStart setRangeText setSelectionRange showPicker size src step stepDown stepUp useMap valueAsDate valueAsNumber
width`),
  label: set('control form htmlFor'),
  li: set('type value'),
  p: set('align'),
  select: set(
    `${CONTROL} add autocomplete item length multiple namedItem options selectedIndex selectedOptions showPicker size`,
  ),
  span: new Set(),
  td: set(`abbr align axis bgColor cellIndex ch chOff colSpan headers height noWrap rowSpan scope vAlign width`),
  textarea: set(`${CONTROL} autocomplete cols defaultValue dirName maxLength minLength placeholder readOnly rows select
selectionDirection selectionEnd selectionStart setRangeText setSelectionRange textLength wrap`),
  tr: set('align bgColor cells ch chOff deleteCell insertCell rowIndex sectionRowIndex vAlign'),
};

/** Of the other elements: headings, lists, tables, media. */
const OTHER = set(`
align cite clear compact data dateTime default height width kind label media name noShade size sizes span src srcdoc srclang
srcset start reversed text type target useMap value content httpEquiv caption createCaption createTBody createTFoot
createTHead deleteCaption deleteRow deleteTFoot deleteTHead insertRow rows tBodies tFoot tHead summary frame rules border
cellPadding cellSpacing captureStream getContext toBlob toDataURL transferControlToOffscreen open show showModal
close returnValue high low max min optimum position index selected defaultSelected autoplay buffered canPlayType
controls currentSrc currentTime defaultMuted defaultPlaybackRate duration ended error fastSeek load loop muted networkState pause
paused play playbackRate played poster preload requestPictureInPicture seekable seeking videoHeight videoWidth volume
contentDocument contentWindow sandbox allow allowFullscreen referrerPolicy loading form elements item namedItem options
`);

const CLEAN_TAGS =
  /^(?:h[1-6]|ul|section|article|header|footer|nav|main|aside|b|i|em|strong|small|code|pre|html|center)$/;

/** Whether a bare name in a handler of an element may mean a property of the element, its form or the document. */
export function isElementProperty(name: string, tag: string, inForm: boolean): boolean {
  if (COMMON.has(name) || /^on[a-z]+$|^aria[A-Z]/.test(name)) return true;
  if (inForm && FORM.has(name)) return true;
  const own = BY_TAG[tag];
  if (own) return own.has(name);
  return CLEAN_TAGS.test(tag) ? name === 'align' || name === 'compact' || name === 'type' : OTHER.has(name);
}
