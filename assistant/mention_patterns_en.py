"""How an English question says that it wants every mention of a term; read in folded questions."""

from __future__ import annotations

import re

from assistant.nouns import NOUN

EN_FILES = r"(?:documents?|reports?|pages?|files?|texts?|passages?|papers?)"
_EN_DONE = r"(?:mentioned|cited|named|discussed|referred to|quoted)"
_EN_SAY = (
    r"(?:mentions?|cites?|names?|talks? about|speaks? of|discuss(?:es)?|refers? to|references?)"
)
# What may follow « which pages of the report ».
EN_SAID = rf"(?:(?:is|are|was|were|does|do|can) |{_EN_SAY} )"
_SOUGHT = r"(?:mentions?|occurrences?|references?) (?:of|to)"
# A term of so many words is looked for as written; a longer one is told of in other words.
_SHORT = r"\S+(?: \S+){0,4}"

# Each finds the term, as « term » or the like, as « name » where it
# is none but a name; « in » names where.
ENGLISH = [
    re.compile(pattern)
    for pattern in (
        rf"^does (?:the |this )(?P<in>(?:[\w'-]+ ){{0,3}}?(?:{EN_FILES}|{NOUN})\b.*?) {_EN_SAY}"
        r" (?P<term>.+)$",
        rf"^(?:list |find |show )?(?:all |every )(?:the )?{EN_FILES} (?:about|on|with|containing"
        r"|mentioning) (?P<term>.+)$",
        rf"^where (?:is|are|was|were) (?P<term>.+?) {_EN_DONE}$",
        rf"^where (?P<term>.+?) (?:is|are|was|were) {_EN_DONE}$",
        r"^where (?:does|do) (?P<term>.+?) (?:appear|occur|come up)$",
        rf"^where (?:does|do) (?:the|these|this|our) {EN_FILES} {_EN_SAY} (?P<term>.+)$",
        rf"^(?:(?:in |on )?which|what) {EN_FILES} {_EN_SAY} (?P<term>.+)$",
        rf"^(?:(?:in |on )?which|what) {EN_FILES} (?:is|are|was|were) (?P<term>.+?) {_EN_DONE}$",
        rf"^how (?:many times|often) (?:is|are|was|were|does|do) (?P<term>.+?) "
        rf"(?:{_EN_DONE}|appear|occur|come up)$",
        r"^how (?:many times|often) (?:does|do) (?:the |this |these )"
        rf"(?P<in>(?:[\w'-]+ ){{0,3}}?(?:{EN_FILES}|{NOUN})\b.*?) {_EN_SAY} (?P<term>.+)$",
        rf"^(?P<term>.+?) (?:is|are) {_EN_DONE} how (?:many times|often)$",
        rf"^(?:what is )?(?:the )?(?:number of|count(?: all)?(?: the)?|how many) {_SOUGHT}"
        r" (?P<term>.+?)(?: (?:are|is) there)?$",
        rf"^(?:the )?number of times (?:that )?(?P<term>.+?) (?:(?:is|are) {_EN_DONE}|appears?)$",
        rf"^who (?:mentions?|cites?|refers? to) (?!that |who )(?P<term>{_SHORT})$",
        r"^who (?:talks? about|speaks? (?:of|about)) (?!.* (?:in|at|on|for|during|and) )"
        rf"(?P<name>{_SHORT})$",
        r"^(?:list |find |show )?(?:all |every )(?:the )?(?:mentions?|occurrences?) of "
        r"(?P<term>.+)$",
        rf"^(?:list |find |show )?(?:all |every |the )(?:the )?{EN_FILES} (?:that |which )"
        rf"{_EN_SAY} (?P<term>.+)$",
        rf"^(?:is|are) (?P<term>.+?) {_EN_DONE}(?: anywhere| somewhere)?$",
        # which documents is X in? X: which pages? do any documents mention X?
        rf"^(?:which|what) {EN_FILES} (?:is|are) (?P<term>.+?) (?:on|in)$",
        rf"^(?:in|on) (?:which|what|how many) {EN_FILES} (?:(?:does|do) (?P<term>.+?) "
        rf"(?:appear|occur|come up)|(?:is|are) (?P<or_term>.+?) {_EN_DONE}"
        rf"|can (?:i|we|you) (?:find|read about) (?P<or_else>{_SHORT}))$",
        rf"^(?:which|what) {EN_FILES} (?:does|do) (?P<term>.+?) (?:appear|occur|come up)"
        r"(?: (?:in|on))?$",
        rf"^(?:which|what) {EN_FILES} (?:contains?|includes?) (?P<term>{_SHORT})$",
        r"^(?!(?:we|i|you|they|it)\b)(?P<term>\S+(?: \S+){0,3}?) ?[,:] ?"
        r"(?:(?:in |on )?which|what) (?:pages?|documents?)$",
        rf"^(?P<term>.+?) (?:is|are) {_EN_DONE} (?:where|(?:in|on) which {EN_FILES})$",
        rf"^how many {EN_FILES} {_EN_SAY} (?P<term>.+)$",
        rf"^(?:do|does) (?:any|some|one)(?: of (?:the|these|our|my))? {EN_FILES} {_EN_SAY}"
        r" (?P<term>.+)$",
        rf"^do (?:the|these|those|our|my) {EN_FILES} {_EN_SAY} (?P<term>.+)$",
        r"^(?:(?:is|are) there )?(?:(?:any|all|every|a) )?(?:(?:the )?mentions?|occurrences?) of "
        r"(?P<term>.+)$",
        r"^(?:(?:is|are) there )?(?:(?:any|all|every|a|find|list|show) )*(?:the )?references? to "
        r"(?P<term>.+)$",
        rf"^(?:list |find |show )?(?:all |every |each |the )*{EN_FILES} (?:where|(?:in|on) which)"
        rf" (?P<term>.+?) (?:(?:is|are|was|were) {_EN_DONE}|appears?|occurs?|comes? up)$",
        rf"^(?:pages?|passages?|documents?) (?:that {_EN_SAY}|mentioning|about) (?P<term>.+)$",
        rf"^(?:everywhere|every time|each time) (?:that )?(?P<term>.+?) (?:(?:is|are) {_EN_DONE}"
        r"|appears?|comes? up)$",
        rf"^where in (?:the|these|our|my) {EN_FILES} (?:is|are) (?P<term>.+?) {_EN_DONE}$",
        rf"^where do (?:they|we) {_EN_SAY} (?P<term>.+)$",
        r"^where is there (?:a |any )?(?:mention of|reference to) (?P<term>.+)$",
        rf"^search (?:(?:in )?(?:all |every )?(?:the |my |our |these )?{EN_FILES} )?for (?:the )?"
        r"(?:(?:word|term|phrase|name) |(?=[\"“'‘]))(?P<term>.+)$",
        rf"^search (?:in )?(?:all |every )?(?:the |my |our |these )?{EN_FILES} for (?P<term>.+)$",
    )
]

# Those find the term that the documents asked for do not have.
_NEVER = r"(?:(?:do|does)(?: not|n't)|never)"
_EN_PAPERS = r"(?:documents?|reports?|files?|texts?|papers?)"
ENGLISH_ABSENT = [
    re.compile(pattern)
    for pattern in (
        rf"^(?:which|what|how many|all(?: the)?|(?:list )?(?:the|all)(?: the)?) {_EN_PAPERS} "
        rf"(?:that |which )?(?:{_NEVER} (?:{_EN_SAY}|contain)|{_EN_SAY} neither) (?P<term>.+)$",
        rf"^(?:in )?(?:which|what) {_EN_PAPERS} (?:is|are) (?P<term>.+?) (?:not|never) {_EN_DONE}$",
        rf"^(?:in )?(?:which|what) {_EN_PAPERS} {_NEVER} (?P<term>.+?) appear$",
    )
]
