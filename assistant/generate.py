"""An answer in a chat model's words, each sentence held to the passages it was given.

The answer made of the documents' own sentences comes first: what it declines stays declined, and it
is what is shown when the model fails. Otherwise its citations and the passages nearest the question
are the evidence, and the only one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant import citations, marks, prompts, wording
from assistant.chat_model import LONGEST_ANSWER, ChatModel
from assistant.chat_stream import stream_words
from assistant.errors import ChatModelFailed, ChatModelUnverified
from assistant.schema import (
    CANNOT_ANSWER,
    Abstention,
    Answer,
    Checked,
    Citation,
    Delta,
    Done,
    Event,
    Found,
    Problem,
    Sentence,
)
from assistant.verification import Passage, Similarity, Verdict, cosine_by, verify
from ingest import french
from ingest.library import Library
from ingest.schema import Language, StoredPage
from ingest.workshop import Workshop

_MOST_SENTENCES = 8
_LONGEST_QUESTION = 400


def generate(workshop: Workshop, model: ChatModel, draft: Answer) -> Iterator[Event]:
    """Yield a model's answer to the draft's question as it comes; Done is the last event.

    The draft itself is done when it declines, lists mentions, or the model fails.
    """
    if draft.kind != "answer" or draft.abstained:
        yield Done(draft)
        return
    asked = draft.searched or draft.question
    passages = prompts.within(
        gathered(workshop.library, draft), asked, draft.language, model.context - LONGEST_ANSWER
    )
    yield Found(draft.nearest, model.name, model.host, model.local)
    writing = _Writing(workshop.library, passages, cosine_by(workshop.embeddings))
    try:
        messages = prompts.answering(asked, passages, draft.language)
        with closing(stream_words(model, messages)) as words:
            for word in words:
                yield from writing.feed(word)
                if len(writing.sentences) >= _MOST_SENTENCES:
                    break
        yield from writing.end()
        yield Done(_answer(workshop, draft, writing, model))
    except ChatModelFailed as error:
        yield Problem(error)
        yield Done(replace(draft, problem=error.message(draft.language)))


def rewrite(model: ChatModel, question: str, history: Sequence[Answer], language: Language) -> str:
    """Return a follow-up question in words that stand alone, as the model puts them.

    The question itself when there is nothing before it, or the model gives no question. Raises
    ChatModelFailed.
    """
    if not history:
        return question
    with closing(stream_words(model, prompts.rewriting(question, history, language))) as words:
        said = marks.read_marks(marks.prepared("".join(words)), ()).text
    said = said.strip(" «»\"“”'")
    told = {stem for each in history for stem in french.stems(f"{each.question} {each.text}")}
    own = set(french.stems(question))
    # What neither the question nor the conversation holds is an invention, not a rewriting.
    new = [stem for stem in french.stems(said) if stem not in told | own]
    usable = said and len(said) <= _LONGEST_QUESTION and len(new) <= 2
    return said if usable else question


def gathered(library: Library, draft: Answer) -> list[Passage]:
    """Return the draft's evidence as numbered passages: what it cites, then what is nearest.

    Spans of a page that touch or overlap make one passage.
    """
    spans: dict[tuple[str, int], list[list[int]]] = {}
    order: list[tuple[tuple[str, int], list[int]]] = []
    wanted = [(hit.chunk.document, hit.chunk.page, hit.chunk.start, hit.chunk.end)
              for hit in draft.nearest]  # fmt: skip
    cited = [(each.document, each.page, each.start, each.end) for each in draft.citations]
    for document, page, start, end in [*cited, *wanted]:
        on_page = spans.setdefault((document, page), [])
        for span in on_page:
            if start <= span[1] + 1 and end >= span[0] - 1:
                span[0], span[1] = min(span[0], start), max(span[1], end)
                break
        else:
            on_page.append([start, end])
            order.append(((document, page), on_page[-1]))
    pages: dict[tuple[str, int], StoredPage] = {
        key: library.stored_page(*key) for key in dict.fromkeys(key for key, _ in order)
    }
    return [
        Passage(number, pages[key], span[0], span[1])
        for number, (key, span) in enumerate(order, start=1)
    ]


@dataclass
class _Writing:
    """What the model has written so far: sentences checked, and the words of the one under way."""

    library: Library
    passages: Sequence[Passage]
    similarity: Similarity
    sentences: list[Sentence] = field(default_factory=list)
    cited: dict[tuple[str, int, int, int], Citation] = field(default_factory=dict)
    refused: bool = False
    _text: str = ""
    _done: int = 0
    _shown: str = ""

    @property
    def _numbered(self) -> Mapping[int, Passage]:
        return {passage.number: passage for passage in self.passages}

    def feed(self, words: str) -> Iterator[Event]:
        """Take in what came; yield sentences that are whole and words that can be shown."""
        if not words:
            yield Delta("")  # nothing new, but a moment to stop at
            return
        self._text += words
        ready = marks.prepared(self._text[: marks.whole(self._text)])
        spans = french.sentences(ready)
        for start, end in spans[self._done : -1]:
            yield from self._check(ready[start:end])
            self._done += 1
        if spans:
            said = marks.read_marks(ready[slice(*spans[-1])], self._numbered).text
            if said.startswith(self._shown) and said != self._shown and not self._refuses(said):
                yield Delta(said[len(self._shown) :])
                self._shown = said

    def end(self) -> Iterator[Event]:
        """Yield what was still held back."""
        ready = marks.prepared(self._text)
        for start, end in french.sentences(ready)[self._done :]:
            if len(self.sentences) < _MOST_SENTENCES:
                yield from self._check(ready[start:end])

    def _refuses(self, said: str) -> bool:
        """Say whether this begins like the phrase that declines, or holds it."""
        folded = french.fold(said).strip(" .")
        phrases = [french.fold(each).strip(" .") for each in CANNOT_ANSWER.values()]
        return any(each in folded or each.startswith(folded) for each in phrases)

    def _check(self, raw: str) -> Iterator[Event]:
        self._shown = ""
        written = marks.read_marks(raw, self._numbered)
        if not french.stems(written.text):
            return
        if self._refuses(written.text):
            self.refused = True
            return
        verdict = self._verified(written)
        text, numbers, new = written.text, [], []
        for page, start, end in verdict.spans if verdict.support != "unsupported" else ():
            key = (page.document, page.number, start, end)
            if key not in self.cited:
                citation = citations.cite(len(self.cited) + 1, page, start, end)
                if not citations.is_verbatim(self.library, citation):
                    continue
                self.cited[key] = citation
                new.append(citation)
            numbers.append(self.cited[key].number)
        support = verdict.support if numbers else "unsupported"
        sentence = Sentence(
            text, tuple(numbers), support == "supported", (0, len(text)), support, verdict.doubts
        )
        self.sentences.append(sentence)
        yield Checked(sentence, tuple(new))

    def _verified(self, written: marks.Written) -> Verdict:
        """Hold the sentence against what it cites; else see whether another passage bears it out.

        A model that cites the wrong passage, or none, may well have read the right one.
        """
        own = [self._numbered[number] for number in written.passages]
        verdict = verify(written.text, own, self.similarity)
        if verdict.support == "supported":
            return verdict
        whole = verify(written.text, self.passages, self.similarity)
        return whole if whole.support == "supported" or not own else verdict


def _answer(workshop: Workshop, draft: Answer, writing: _Writing, model: ChatModel) -> Answer:
    """Return the answer of what was written; raises ChatModelUnverified when nothing holds."""
    held = [each for each in writing.sentences if each.support != "unsupported"]
    # What else the draft's notes say is of its own sentences, whose numbers these do not bear.
    notes = wording.understood(draft.searched, draft.within, draft.language, draft.outside)
    draft = replace(draft, sentences=(), citations=(), notes=notes, conflict=None, model=model.name)
    if not held and writing.refused:
        message = wording.reason("no_sentence", draft.language, workshop.library.extent())
        abstained = Abstention("no_sentence", message)
        return replace(draft, text=message, abstained=abstained, nearest=draft.nearest[:3])
    if not held:
        raise ChatModelUnverified(model=model.name)
    text = "\n".join(
        wording.marked_sentence(sentence, draft.language) for sentence in writing.sentences
    )
    return replace(
        draft,
        text=text,
        sentences=tuple(writing.sentences),
        citations=tuple(writing.cited.values()),
    )
