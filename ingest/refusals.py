"""Why a file does not enter; the others of the same run do.

FileRefused
├── FileMissing            nothing at that path
├── EmptyFile              0 bytes, or a text of blanks
├── NotAPdf                the bytes are no PDF, whatever the name says
├── DamagedPdf             cut short or broken beyond reading
├── DamagedDocument        as above, for the other formats
├── UnknownFormat          a format that is not read
├── LockedDocument         a protected DOCX or ODT
├── InflatedDocument       unpacks to far more than a document holds
├── FileTooLarge           over the size limit
├── TooManyPages           over the page limit
├── ReadingTimedOut        a page took longer to read than the limit
├── ReadingTookTooMuchMemory  more than the limit
├── ReadingFailed          the reader crashed on it
└── PasswordNeeded         encrypted, and no password (or a wrong one) was given

A branch of the tree of `errors`: a refusal is told of one file, any other error ends the run.
"""

from __future__ import annotations

from ingest.errors import PasserelleError


class FileRefused(PasserelleError):
    """A file that may not enter the library; facts: file."""

    french = "« {file} » n'a pas été ajouté."
    english = "“{file}” was not added."


class FileMissing(FileRefused):
    """Nothing is at the path; facts: file."""

    french = (
        "« {file} » est introuvable, ou ne peut pas être lu : vérifiez le chemin et les droits."
    )
    english = "“{file}” was not found, or cannot be read: check the path and its permissions."


class EmptyFile(FileRefused):
    """The file has no byte, or is a text without one character that is seen; facts: file."""

    french = "« {file} » est vide : redemandez le fichier à son expéditeur."
    english = "“{file}” is empty: ask its sender for it again."


class NotAPdf(FileRefused):
    """The bytes are not a PDF's; facts: file."""

    french = (
        "« {file} » n'est pas un PDF, quel que soit son nom : exportez le document en PDF, "
        "puis ajoutez-le."
    )
    english = "“{file}” is not a PDF, whatever its name: export the document as PDF, then add it."


class DamagedPdf(FileRefused):
    """The PDF cannot be read at all; facts: file."""

    french = (
        "« {file} » est endommagé ou incomplet et ne peut pas être lu : "
        "téléchargez-le ou exportez-le de nouveau."
    )
    english = "“{file}” is damaged or cut short and cannot be read: download or export it again."


class DamagedDocument(FileRefused):
    """A document other than a PDF cannot be read at all; facts: file."""

    french = (
        "« {file} » est endommagé, ou n'est pas ce que dit son nom, et ne peut pas être lu : "
        "ouvrez-le et enregistrez-le de nouveau, ou exportez-le en PDF."
    )
    english = (
        "“{file}” is damaged, or is not what its name says, and cannot be read: "
        "open it and save it again, or export it as PDF."
    )


class UnknownFormat(FileRefused):
    """The format is none of those read; facts: file, kind."""

    french = (
        "« {file} » est dans un format qui n'est pas lu ({kind}) : "
        "exportez-le en PDF ou en DOCX, puis ajoutez-le."
    )
    english = (
        "“{file}” is in a format that is not read ({kind}): export it as PDF or DOCX, then add it."
    )


class LockedDocument(FileRefused):
    """The DOCX or ODT is protected by a password; facts: file."""

    french = (
        "« {file} » est protégé par un mot de passe : "
        "enregistrez-le sans mot de passe, puis ajoutez-le."
    )
    english = "“{file}” is protected by a password: save it without one, then add it."


class InflatedDocument(FileRefused):
    """The file unpacks to more than the limit; facts: file, megabytes, limit."""

    french = (
        "« {file} » se décompresse en {megabytes} Mo, au-delà de la limite de {limit} Mo : "
        "ce n'est pas un document ordinaire, ou il faut le découper."
    )
    english = (
        "“{file}” unpacks to {megabytes} MB, over the limit of {limit} MB: "
        "it is no ordinary document, or must be split."
    )


class FileTooLarge(FileRefused):
    """The file is over the size limit; facts: file, megabytes, limit."""

    french = (
        "« {file} » pèse {megabytes} Mo, au-delà de la limite de {limit} Mo : "
        "réduisez-le ou relevez PASSERELLE_MAX_MEGABYTES."
    )
    english = (
        "“{file}” is {megabytes} MB, over the limit of {limit} MB: "
        "make it smaller or raise PASSERELLE_MAX_MEGABYTES."
    )


class TooManyPages(FileRefused):
    """The document has more pages than the limit; facts: file, pages, limit."""

    french = (
        "« {file} » a {pages} pages, au-delà de la limite de {limit} : "
        "découpez-le ou relevez PASSERELLE_MAX_PAGES."
    )
    english = (
        "“{file}” has {pages} pages, over the limit of {limit}: "
        "split it or raise PASSERELLE_MAX_PAGES."
    )


class ReadingTimedOut(FileRefused):
    """A page took longer than the limit; facts: file, seconds."""

    french = (
        "« {file} » met trop de temps à se lire : une page dépasse {seconds} s. Exportez-le de "
        "nouveau (« imprimer en PDF »), ou relevez PASSERELLE_SECONDS_PER_PAGE."
    )
    english = (
        "“{file}” takes too long to read: one page is over {seconds} s. Export it again "
        "(“print to PDF”), or raise PASSERELLE_SECONDS_PER_PAGE."
    )


class ReadingTookTooMuchMemory(FileRefused):
    """Reading went over the memory limit; facts: file, megabytes."""

    french = (
        "« {file} » demande trop de mémoire pour être lu : plus de {megabytes} Mo. Exportez-le de "
        "nouveau (« imprimer en PDF »), ou relevez PASSERELLE_MEMORY_MEGABYTES."
    )
    english = (
        "“{file}” takes too much memory to read: over {megabytes} MB. Export it again "
        "(“print to PDF”), or raise PASSERELLE_MEMORY_MEGABYTES."
    )


class ReadingFailed(FileRefused):
    """The reader crashed on the file; facts: file, detail."""

    french = (
        "« {file} » fait échouer la lecture ({detail}) : "
        "exportez-le de nouveau (« imprimer en PDF »), puis ajoutez-le."
    )
    english = (
        "“{file}” makes reading fail ({detail}): export it again (“print to PDF”), then add it."
    )


class PasswordNeeded(FileRefused):
    """The PDF is encrypted and the password is missing or wrong; facts: file."""

    french = (
        "« {file} » est protégé par un mot de passe : "
        "ajoutez-le avec `passerelle add --password MOT_DE_PASSE FICHIER`."
    )
    english = (
        "“{file}” is protected by a password: "
        "add it with `passerelle add --password PASSWORD FILE`."
    )
