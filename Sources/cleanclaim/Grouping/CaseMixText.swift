// SPDX-License-Identifier: Apache-2.0

import Values

/// How a case mix reads on a terminal.
enum CaseMixText {
  static func show(_ mix: JSON) {
    let editions = (mix["editions"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
    Face.print("weights of".padded(to: 34) + editions)
    row("discharges", mix["discharges"])
    row("not grouped, counted nowhere else", mix["ungroupable"])
    row("case-mix index", mix["case_mix_index"])
    let adjusted = mix["transfer_adjusted"]
    row("adjusted for transfers", adjusted?["case_mix_index"])
    row("  discharges, transfers in part", adjusted?["discharges"])
    row("  discharges counted in full", adjusted?["not_known"], "for want of date, stay or status")
    for (name, title) in [("mcc", "with MCC"), ("cc_or_mcc", "with CC or MCC")] {
      let rate = mix["capture"]?[name]
      row(
        title, rate?["rate"], "\(rate?["captured"]?.int ?? 0) of \(rate?["of"]?.int ?? 0)")
    }
    for (name, key) in [("by_month", "month"), ("by_mdc", "mdc"), ("by_type", "type")] {
      let rows = mix[name]?.elements ?? []
      if rows.isEmpty { continue }
      Face.print("")
      Face.print(
        (key == "mdc" ? "MDC" : key).padded(to: 34) + "discharges".padded(to: 12) + "index")
      for row in rows {
        Face.print(
          (row[key]?.string ?? "none").padded(to: 34)
            + "\(row["discharges"]?.int ?? 0)".padded(to: 12)
            + (row["case_mix_index"]?.digits ?? "-"))
      }
    }
  }

  static func showComparison(_ answer: JSON) {
    Face.print("".padded(to: 34) + "before".padded(to: 12) + "after")
    for (name, title) in [
      ("discharges", "discharges"), ("ungroupable", "not grouped"),
      ("case_mix_index", "case-mix index"),
    ] {
      Face.print(
        title.padded(to: 34) + (answer["before"]?[name]?.digits ?? "-").padded(to: 12)
          + (answer["after"]?[name]?.digits ?? "-"))
    }
    Face.print(
      "change of the index".padded(to: 34)
        + (answer["change"]?["case_mix_index"]?.digits ?? "-"))
    for row in answer["drgs"]?.elements ?? [] {
      Face.print(
        "DRG \(row["drg"]?.string ?? "")".padded(to: 34)
          + "\(row["before"]?.int ?? 0)".padded(to: 12) + "\(row["after"]?.int ?? 0)".padded(to: 8)
          + (row["title"]?.string ?? ""))
    }
    let shifts = answer["shifts"]?.elements ?? []
    if shifts.isEmpty { return }
    Face.print("")
    Face.print("of \(answer["matched"]?.int ?? 0) discharges that are in both files")
    for row in shifts {
      Face.print(
        "DRG \(row["from"]?.string ?? "") to \(row["to"]?.string ?? "")".padded(to: 34)
          + "\(row["discharges"]?.int ?? 0)".padded(to: 12)
          + "weight \(row["weight_change"]?.digits ?? "")")
    }
  }

  private static func row(_ title: String, _ value: JSON?, _ more: String = "") {
    let text = title.padded(to: 34) + (value?.digits ?? "-")
    Face.print(more.isEmpty ? text : text.padded(to: 46) + more)
  }
}
