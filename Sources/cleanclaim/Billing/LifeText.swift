// SPDX-License-Identifier: Apache-2.0

import Values

/// What becomes of claims, as text.
enum LifeText {
  static func sent(_ answer: JSON) -> String {
    let rows = answer["batches"]?.elements ?? []
    return rows.isEmpty ? "nothing was sent" : batches(answer)
  }

  static func batches(_ answer: JSON) -> String {
    let rows = (answer["batches"]?.elements ?? []).map { batch in
      ["batch", "state", "clearinghouse", "file", "claims", "charge"].map {
        BillingText.text(batch, $0)
      }
    }
    return rows.isEmpty
      ? "no batches"
      : BillingText.table(["batch", "state", "clearinghouse", "file", "claims", "charge"], rows)
  }

  static func batch(_ answer: JSON) -> String {
    let head =
      "batch \(BillingText.text(answer, "batch")) (\(BillingText.text(answer, "state"))): "
      + "\(BillingText.text(answer, "file")) to \(BillingText.text(answer, "receiver")), interchange "
      + "\(BillingText.text(answer, "interchange")), \(BillingText.text(answer, "claims")) claims, "
      + BillingText.text(answer, "charge")
    let rows = (answer["members"]?.elements ?? []).map { member in
      ["claim", "submission", "set", "deadline"].map { BillingText.text(member, $0) }
    }
    guard !rows.isEmpty else { return head }
    return head + "\n\n" + BillingText.table(["claim", "submission", "set", "file by"], rows)
  }

  static func claims(_ answer: JSON) -> String {
    let rows = (answer["claims"]?.elements ?? []).map { claim in
      ["claim", "state", "payer", "charge", "deadline"].map { BillingText.text(claim, $0) }
    }
    return rows.isEmpty
      ? "no claims" : BillingText.table(["claim", "state", "payer", "charge", "file by"], rows)
  }

  static func claim(_ answer: JSON) -> String { claims(.members(("claims", .array([answer])))) }

  static func acknowledged(_ answer: JSON) -> String {
    let words = ["accepted", "rejected", "pending", "noted", "present"].map { name in
      "\(name == "present" ? "there already" : name) \(answer[name]?.int ?? 0)"
    }
    let posted = answer["remittances"]?.elements.count ?? 0
    let files = answer["files"]?.int.map { "\($0) files: " } ?? ""
    return files + words.joined(separator: ", ")
      + (posted > 0 ? "; \(posted) remittances posted" : "")
  }

  static func due(_ answer: JSON) -> String {
    let rows = (answer["claims"]?.elements ?? []).map { claim in
      ["claim", "state", "payer", "charge", "deadline", "days_left"].map {
        BillingText.text(claim, $0)
      }
    }
    return rows.isEmpty
      ? "no claims are due"
      : BillingText.table(["claim", "state", "payer", "charge", "file by", "days left"], rows)
  }

  static func unanswered(_ answer: JSON) -> String {
    let rows = (answer["claims"]?.elements ?? []).map { claim in
      ["claim", "state", "payer", "charge", "days", "asked", "heard"].map {
        BillingText.text(claim, $0)
      }
    }
    return rows.isEmpty
      ? "every claim was heard of"
      : BillingText.table(
        ["claim", "state", "payer", "charge", "days", "asked", "heard last"], rows)
  }

  static func asked(_ answer: JSON) -> String {
    let findings = (answer["findings"]?.elements ?? []).map { BillingText.text($0, "message") }
    let asked = answer["file"].map {
      "\(BillingText.text(answer, "asked")) claims asked about in \($0.string ?? "")"
    }
    return ([asked ?? "nobody is to be asked"] + findings).joined(separator: "\n")
  }

  static func proof(_ answer: JSON) -> String {
    var parts = [
      "\(BillingText.text(answer, "claim")): "
        + (answer["proved_in_time"]?.bool == true
          ? "filed in time, and acknowledged" : "no proof that it was filed in time")
    ]
    for submission in answer["submissions"]?.elements ?? [] {
      let batch = submission["batch"] ?? .null
      let sent =
        batch["sent"].map { _ in
          "sent \(BillingText.text(batch, "sent")) in \(BillingText.text(batch, "file")), interchange "
            + "\(BillingText.text(batch, "interchange")), set \(BillingText.text(submission, "set"))"
        } ?? "not sent from here"
      parts.append(
        "submission \(BillingText.text(submission, "submission")) "
          + "(\(BillingText.text(submission, "purpose"))), file by "
          + "\(BillingText.text(submission, "deadline")): \(sent)")
      if let said = submission["acknowledgements"], !said.elements.isEmpty {
        parts.append(acknowledgements(said))
      }
    }
    return parts.joined(separator: "\n\n")
  }

  static func acknowledgements(_ said: JSON) -> String {
    BillingText.table(
      ["came", "what", "from", "says", "why"],
      said.elements.map { row in
        ["received", "kind", "sender", "verdict", "why"].map { BillingText.text(row, $0) }
      })
  }
}
