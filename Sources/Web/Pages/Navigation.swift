// SPDX-License-Identifier: Apache-2.0

/// What stands at the top of every page: the desks, each with its pages, as far as the user's roles open them.
enum Navigation {
  /// A page.
  struct Link: Sendable {
    let name: String
    let path: String
    let action: String
    /// The key that goes there after `g`.
    let key: String
  }

  /// A desk.
  struct Desk: Sendable {
    let name: String
    let links: [Link]
  }

  static let desks = [
    Desk(
      name: "Coding",
      links: [
        Link(name: "Charts", path: "/charts", action: "charts.read", key: "c"),
        Link(name: "Queries", path: "/queries", action: "charts.read", key: "q"),
        Link(name: "Codes", path: "/codes", action: "codes.search", key: "k"),
      ]),
    Desk(
      name: "Billing",
      links: [
        Link(name: "Claims", path: "/claims", action: "claims.read", key: "b"),
        Link(name: "Batches", path: "/batches", action: "claims.send", key: "s"),
        Link(name: "Remittances", path: "/remittances", action: "remittances.read", key: "r"),
        Link(name: "Exceptions", path: "/exceptions", action: "remittances.read", key: "x"),
        Link(name: "Denials", path: "/denials", action: "denials.work", key: "d"),
        Link(name: "Appeals", path: "/appeals", action: "denials.work", key: "a"),
        Link(name: "Write-offs", path: "/write-offs", action: "write-offs.request", key: "w"),
        Link(
          name: "Approvals", path: "/write-offs/approval", action: "write-offs.approve", key: "v"),
      ]),
    Desk(
      name: "Patients",
      links: [
        Link(name: "Find", path: "/patients", action: "patients.read", key: "p"),
        Link(name: "Statements", path: "/statements", action: "statements.read", key: "t"),
      ]),
    Desk(
      name: "Practice",
      links: [
        Link(name: "Figures", path: "/figures", action: "reports.read", key: "f"),
        Link(name: "Audit log", path: "/audit", action: "audit.read", key: "l"),
        Link(name: "Users", path: "/users", action: "access.review", key: "u"),
        Link(name: "Payers", path: "/payers", action: "practice.manage", key: "y"),
        Link(name: "Providers", path: "/providers", action: "practice.manage", key: "o"),
        Link(name: "System", path: "/system", action: "practice.manage", key: "h"),
        Link(name: "Keys", path: "/keys", action: "keys.manage", key: "e"),
        Link(name: "Backups", path: "/backups", action: "backup.make", key: "z"),
      ]),
  ]
}
