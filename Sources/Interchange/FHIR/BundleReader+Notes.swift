// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension BundleReader {
  /// The notes of an encounter: DocumentReferences that name it; those that name none but the patient
  /// too, where the Bundle has only one encounter.
  mutating func notes(of encounter: Field, _ patient: Field?) -> [Note] {
    var notes: [Note] = []
    var documents = resources("DocumentReference", of: encounter)
    if encounterCount == 1, let patient { documents += resources("DocumentReference", of: patient) }
    for document in documents {
      used.insert(document.place)
      if document["status"].string == "entered-in-error" {
        reader.find("encounter.note-not-used", .informs, at: document["status"])
        continue
      }
      for (index, content) in document["content"].elements.enumerated() {
        if let note = note(document, content["attachment"], number: index) { notes.append(note) }
      }
    }
    return notes
  }

  private mutating func note(_ document: Field, _ attachment: Field, number: Int) -> Note? {
    let type = attachment["contentType"].string ?? "text/plain"
    guard type.hasPrefix("text/plain") else {
      reader.find(
        "encounter.note-not-text", .warns, at: attachment["contentType"],
        [Finding.Fact("contentType", type)])
      return nil
    }
    let data = attachment["data"]
    let text = reader.text(data, as: "base64 of UTF-8 text") {
      decodeBase64($0).flatMap { String(validating: $0, as: UTF8.self) }
    }
    guard let text = reader.required(data, text) else { return nil }
    let title =
      attachment["title"].string ?? document["description"].string
      ?? document["type"]["text"].string ?? "Note"
    let date = document["date"].isPresent ? dateTime(document["date"])?.date : nil
    let id = document["id"].string ?? document.path
    return Note(id: number == 0 ? id : "\(id)-\(number + 1)", title: title, date: date, text: text)
  }
}
