// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

/// A practice with invented patients, to try the program with: charts that wait, claims in every state, a payer that
/// answers.
public enum DemoPractice {
  /// A name to sign in with.
  public struct Login: Sendable {
    /// The name.
    public let user: String
    /// What it may do.
    public let roles: [String]
  }

  /// The users: one who can follow a claim from the chart to the patient's bill, and one each for the other duties.
  public static let logins = [
    Login(user: "demo", roles: ["coder", "biller", "front-desk"]),
    Login(user: "lead", roles: ["coding-lead", "billing-lead"]),
    Login(user: "manager", roles: ["manager"]),
    Login(user: "auditor", roles: ["auditor"]),
    Login(user: "compliance", roles: ["compliance"]),
    Login(user: "provider", roles: ["provider"]),
    Login(user: "admin", roles: ["administrator"]),
    Login(user: "learner", roles: ["learner"]),
  ]

  /// Charts that are left for somebody to code.
  private static let left: Set<String> = [
    "OV-2026-0612", "OV-2026-0310", "MG-2025-1021", "IP-2026-0203",
  ]

  /// The first day of the books: 1 October 2025.
  private static let firstDay = CalendarDate(daysSinceEpoch: 20_362)

  /// Fills a practice, unless it is filled.
  ///
  /// - Parameters:
  ///   - folder: Where files lie that are sent and received; the password of all users is in `login.txt` there.
  /// - Returns: The password.
  /// - Throws: ``WorkflowFailure``, also where code sets are not installed.
  public static func fill(_ place: PracticePlace, folder: String) throws(WorkflowFailure) -> String
  {
    let note = "\(folder)/login.txt"
    if let known = try? Files.read(note) {
      return String(decoding: known, as: UTF8.self).filter { !$0.isNewline }
    }
    try asWorkflow { try Files.makeFolder(folder) }
    try KeyFile.begin(place.keys, place.installation)
    let practice = try OpenPractice(place, isNew: true)
    _ = try practice.books.open(from: firstDay)
    let password = Self.password()
    for login in logins {
      _ = try practice.users.add(
        login.user, name: "\(PageName.of(login.user)) Demo", password: password, roles: login.roles,
        mustChange: false, by: "demo setup")
    }
    try work(practice, folder)
    try asWorkflow { try Files.write(Array("\(password)\n".utf8), to: note) }
    return password
  }

  /// Codes, sends and posts what is not left for others.
  private static func work(_ practice: OpenPractice, _ folder: String) throws(WorkflowFailure) {
    let examples = "\(folder)/examples"
    try asWorkflow {
      try Files.makeFolder(examples)
      for path in Assets.files(under: "examples/") {
        try Files.write(Assets.bytes(path), to: "\(folder)/\(path)")
      }
    }
    let user = "demo setup"
    _ = try practice.charts.add([examples], by: user)
    var wanted = ChartsWanted()
    wanted.limit = 500
    let names = (try practice.charts.charts(wanted)["charts"]?.elements ?? []).compactMap {
      $0["chart"]?.string
    }
    var ready: [String] = []
    for name in names where !left.contains(name) {
      _ = try practice.charts.take(name, by: user)
      let finished = try? practice.charts.finish(name, seen: ["all"], by: user)
      if let finished, finished["state"]?.string == "coded" {
        ready.append(name)
      } else {
        _ = try practice.charts.giveBack(name, by: user)
      }
    }
    _ = try practice.charts.claim(ready, RunEncounters.Options(out: nil), by: user)
    // Two stay on the biller's desk: one that may go, one that is held.
    if let held = ready.last, ready.count > 2 {
      _ = try practice.office.hold(
        [held], reason: "the order of the referring provider is missing", by: user)
      let goes = Array(ready.dropLast(2))
      _ = try practice.office.send(
        to: Clearinghouse(folder: "\(folder)/sent"), only: goes, by: user)
      _ = try receiveAnswers(practice, folder: folder, by: user)
    }
  }

  /// Lets the simulated payer answer what lies in the folder of what was sent, and reads and posts its answers.
  ///
  /// - Returns: `answers`: the files, with what came of each.
  public static func receiveAnswers(
    _ practice: OpenPractice, folder: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let sent = try asWorkflow {
      try Files.makeFolder("\(folder)/sent")
      try Files.makeFolder("\(folder)/answered")
      return try Files.names(in: "\(folder)/sent").filter { $0.hasSuffix(".edi") }.sorted()
    }
    var options = PayerSimulator.Options(
      out: "\(folder)/answers", date: practice.office.moment.date)
    options.state = "\(folder)/payer.json"
    let report = try PayerSimulator(practice.place.installation, options)
      .answer(sent.map { "\(folder)/sent/\($0)" })
    var answers: [JSON] = []
    for file in report["files"]?.elements ?? [] {
      let name = file["name"]?.string ?? ""
      let path = "\(folder)/answers/\(name)"
      if file["kind"]?.string == "835" {
        _ = try practice.office.post([path], by: user)
      } else {
        _ = try practice.office.acknowledge([path], by: user)
      }
      answers.append(file)
    }
    // What was answered is not answered twice.
    try asWorkflow {
      for name in sent {
        try Files.move("\(folder)/sent/\(name)", to: "\(folder)/answered/\(name)")
      }
    }
    return .members(("answers", .array(answers)))
  }

  /// A password that nobody has chosen: four groups of five letters and digits.
  private static func password() -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    return (0..<4).map { _ in
      String((0..<5).map { _ in letters[Int.random(in: letters.indices)] })
    }.joined(separator: "-")
  }
}

/// A user's name with a capital.
private enum PageName {
  static func of(_ login: String) -> String { login.prefix(1).uppercased() + login.dropFirst() }
}
