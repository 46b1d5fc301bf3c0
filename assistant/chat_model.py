"""Chat models by name, through langchain's `init_chat_model`, and where their text goes.

A provider's package is imported only when one of its models is asked. Passerelle tries again by
itself, alike for all, so the packages are told not to (`chat_stream`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel

from assistant.errors import ChatModelKeyRefused, ChatModelUnknown
from assistant.settings import AssistantSettings
from ingest.errors import PasserelleError

# What `--model` says to be answered without one, whatever is configured.
WITHOUT = "none"
LONGEST_ANSWER = 700  # tokens
_ALIASES = {"mistral": "mistralai", "google": "google_genai"}


@dataclass(frozen=True, slots=True)
class Provider:
    """What differs between providers: the extra that installs one, its usual host, its words.

    `options` are passed as they are; `reads_timeout` says that it takes `timeout` itself, and
    `ends` that its streams name the reason why they end.
    """

    extra: str
    host: str
    options: Mapping[str, Any]
    reads_timeout: bool = True
    ends: bool = True


_PROVIDERS = {
    "openai": Provider("openai", "api.openai.com", {"max_retries": 0}),
    "ollama": Provider("ollama", "localhost", {}, reads_timeout=False),
    "mistralai": Provider("mistral", "api.mistral.ai", {"max_retries": 1}),
    "anthropic": Provider("anthropic", "api.anthropic.com", {"max_retries": 0}),
    "google_genai": Provider("google", "generativelanguage.googleapis.com", {"max_retries": 1}),
}
_OTHER = Provider("", "", {}, reads_timeout=False, ends=False)


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A langchain chat model ready to be asked.

    `host` is where questions and passages are sent; `local` says that it is this machine. A stream
    that `ends` says so, and is cut short when it does not. `context` is its window, and `timeout`
    the seconds to wait for its next words.
    """

    name: str
    model: BaseChatModel
    host: str
    local: bool
    context: int
    timeout: float
    ends: bool


def configured(settings: AssistantSettings) -> tuple[str, ...]:
    """Return the names of the chat models that may be asked, the first by default."""
    names = (name.strip() for name in settings.chat_model.split(","))
    return tuple(dict.fromkeys(name for name in names if name and name.lower() != WITHOUT))


def chosen(settings: AssistantSettings, name: str | None) -> str:
    """Return which model to ask: the name given, the first configured, or "" for none."""
    if name is None:
        return next(iter(configured(settings)), "")
    return "" if name.strip().lower() in ("", WITHOUT) else name.strip()


def load_chat_model(settings: AssistantSettings, name: str) -> ChatModel:
    """Return the chat model of that name, `provider:model`.

    Raises ChatModelUnknown, and ChatModelKeyRefused when its provider asks for a key and has none.
    """
    from langchain.chat_models import init_chat_model

    provider, model = _split(name)
    known = _PROVIDERS.get(provider, _OTHER)
    options = _options(settings, name, provider, known)
    try:
        loaded = init_chat_model(model, model_provider=provider or None, **options)
    except Exception as error:  # noqa: BLE001  # each package raises its own, for a missing key too
        raise _refused(name, provider, known, error) from None
    if not isinstance(loaded, BaseChatModel):
        raise ChatModelUnknown(model=name, detail="modèle ?", install=_install(known))
    profile = getattr(loaded, "profile", None) or {}
    context = min(settings.chat_context, profile.get("max_input_tokens") or settings.chat_context)
    host = _host(loaded) or known.host or provider
    return ChatModel(name, loaded, host, is_local(host), context, settings.chat_timeout, known.ends)


def is_local(host: str) -> bool:
    """Say whether a host is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(name: str) -> tuple[str, str]:
    provider, colon, model = name.partition(":")
    if not colon:
        return "", name
    provider = provider.strip().lower().replace("-", "_")
    return _ALIASES.get(provider, provider), model.strip()


def _options(
    settings: AssistantSettings, name: str, provider: str, known: Provider
) -> dict[str, Any]:
    options: dict[str, Any] = {"temperature": settings.chat_temperature, **known.options}
    first = next(iter(configured(settings)), name)
    # A key or an address never goes to a provider that it was not meant for.
    if _split(first)[0] == provider:
        if settings.chat_base_url:
            options["base_url"] = settings.chat_base_url
        if settings.chat_api_key:
            options["api_key"] = settings.chat_api_key
        elif provider == "openai" and settings.chat_base_url:
            options["api_key"] = "sans-cle"  # a server of one's own often asks for none
    if known.reads_timeout:
        options["timeout"] = settings.chat_timeout
    if provider == "ollama":
        options |= {"num_ctx": settings.chat_context, "num_predict": LONGEST_ANSWER}
        options["client_kwargs"] = {"timeout": settings.chat_timeout}
        if key := options.pop("api_key", None):
            options["client_kwargs"]["headers"] = {"Authorization": f"Bearer {key}"}
    elif known is not _OTHER:
        options["max_tokens"] = LONGEST_ANSWER
    return options


def _refused(name: str, provider: str, known: Provider, error: Exception) -> PasserelleError:
    """Tell a missing key from a missing package; what the package said may hold the key."""
    said = str(error).lower()
    if not isinstance(error, ImportError) and ("api_key" in said or "api key" in said):
        return ChatModelKeyRefused(model=name, host=known.host or provider)
    detail = type(error).__name__
    if isinstance(error, ImportError):
        detail = f"paquet absent / missing package: {error.name or provider}"
    elif not provider or known is _OTHER:
        detail = "fournisseur inconnu / unknown provider"
    return ChatModelUnknown(model=name, detail=detail, install=_install(known))


def _install(known: Provider) -> str:
    if known.extra:
        return f"pip install -e '.[{known.extra}]'"
    return f"pip install -e '.[{'|'.join(each.extra for each in _PROVIDERS.values())}]'"


def _host(model: BaseChatModel) -> str:
    """Return the host the model's client will call, asked of the client itself."""
    client = getattr(getattr(model, "_client", None), "_client", None)  # ollama's
    places = (
        getattr(getattr(model, "root_client", None), "base_url", None),
        getattr(client, "base_url", None),
        *(getattr(model, name, None) for name in ("base_url", "endpoint", "anthropic_api_url")),
    )
    for place in places:
        if place and (host := urlsplit(str(place)).hostname):
            return host
    return ""
