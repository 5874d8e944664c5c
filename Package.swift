// swift-tools-version: 6.2
import PackageDescription

// The picture of the architecture: targets in layer order, imports only ever point to a lower
// layer (`Scripts/check` proves it). `ARCHITECTURE.md` says why.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
  name: "cleanclaim",
  products: [
    .executable(name: "cleanclaim", targets: ["cleanclaim"]),
    .executable(name: "cleanclaim-server", targets: ["cleanclaim-server"]),
    .library(name: "CodeSets", targets: ["CodeSets", "Values"]),
    .library(name: "Grouping", targets: ["Grouping", "CodeSets", "Values"]),
    .library(name: "Edits", targets: ["Edits", "CodeSets", "Claims", "Values"]),
    .library(name: "X12", targets: ["X12", "Values"]),
    .library(name: "TransactionSets", targets: ["TransactionSets", "X12", "Claims", "Values"]),
    .library(name: "ClinicalText", targets: ["ClinicalText", "Values"]),
    .library(name: "Coding", targets: ["Coding", "ClinicalText", "CodeSets", "Values"]),
    .library(name: "Workflows", targets: ["Workflows", "Claims", "Interchange", "Values"]),
    .library(name: "Storage", targets: ["Storage", "Billing", "Claims", "Accounting", "Values"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // 0: money, dates, code and identifier values, findings
    .target(name: "Values", swiftSettings: settings),
    // 1: which codes exist, in which release, on which date
    .target(name: "CodeSets", dependencies: ["Values"], swiftSettings: settings),
    // 1: interchanges, segments, elements: syntax without meaning
    .target(name: "X12", dependencies: ["Values"], swiftSettings: settings),
    // 1: who may do what, and what is kept of who did it
    .target(name: "Access", dependencies: ["Values"], swiftSettings: settings),
    // 1: accounts, journal entries, balances: the ledger as values
    .target(name: "Accounting", dependencies: ["Values"], swiftSettings: settings),
    // 1: patient, coverage, encounter, claim, service line
    .target(name: "Claims", dependencies: ["Values"], swiftSettings: settings),
    // 2: rules that judge a claim before it is sent
    .target(
      name: "Edits", dependencies: ["Values", "CodeSets", "Claims"], swiftSettings: settings),
    // 2: groupers: from codes to a payment group, with the reasons
    .target(name: "Grouping", dependencies: ["Values", "CodeSets"], swiftSettings: settings),
    // 2: payment systems: from a group or code to an amount
    .target(
      name: "Pricing", dependencies: ["Values", "CodeSets", "Claims"], swiftSettings: settings),
    // 2: sections, sentences, assertion: what a note says, without codes
    .target(name: "ClinicalText", dependencies: ["Values"], swiftSettings: settings),
    // 2: 837P and 837I from claims
    .target(
      name: "TransactionSets", dependencies: ["Values", "X12", "Claims"], swiftSettings: settings),
    // 2: FHIR R4 and our own document to encounters
    .target(name: "Interchange", dependencies: ["Values", "Claims"], swiftSettings: settings),
    // 3: from a documented encounter to valid, sequenced codes
    .target(
      name: "Coding", dependencies: ["Values", "CodeSets", "Claims", "ClinicalText"],
      swiftSettings: settings),
    // 3: what a payer would answer: each service's allowed amount shared between plan and patient
    .target(
      name: "Adjudication", dependencies: ["Values", "CodeSets", "Claims", "Pricing"],
      swiftSettings: settings),
    // 3: the life of a claim: sent, answered, posted, worked, closed
    .target(
      name: "Billing", dependencies: ["Values", "Claims", "Accounting"], swiftSettings: settings),
    // archives, XML, checksums and SQLite by the system's libraries
    .systemLibrary(name: "CLibraries"),
    // the client of PostgreSQL, loaded when it is first asked for
    .target(name: "CPostgreSQL"),
    // 4: the codebook on disk, the publishers' files, the books in a database
    .target(
      name: "Storage",
      dependencies: [
        "Values", "Access", "Accounting", "CodeSets", "Claims", "Interchange", "Billing",
        "CLibraries", "CPostgreSQL",
      ],
      swiftSettings: settings),
    // the tables of Data/, inside the program
    .target(name: "CAssets"),
    // 5: one function for each thing a person asks the system to do
    .target(
      name: "Workflows",
      dependencies: [
        "Values", "Access", "Accounting", "CodeSets", "X12", "Claims", "Edits", "Grouping",
        "Pricing", "TransactionSets", "Interchange", "ClinicalText", "Coding", "Adjudication",
        "Billing",
        "Storage", "CAssets",
      ],
      swiftSettings: settings),
    // 6: routes, pages and JSON over `Workflows`
    .target(
      name: "Web",
      dependencies: [
        "Values", "Access", "Workflows",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: settings),
    // 7: runs `Web`
    .executableTarget(
      name: "cleanclaim-server",
      dependencies: [
        "Values", "Workflows", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    // 7: subcommands over `Workflows`
    .executableTarget(
      name: "cleanclaim",
      dependencies: [
        "Values", "Workflows", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // sample encounters and settings, for tests only
    .target(
      name: "TestSupport",
      dependencies: ["Values", "Accounting", "Claims", "X12", "TransactionSets"],
      path: "Tests/TestSupport", swiftSettings: settings),
    // tests of dates, money, codes as words, JSON
    .testTarget(
      name: "ValuesTests", dependencies: ["Values", "TestSupport"], swiftSettings: settings),
    // tests of the conventions, on made-up rows and on the installed code sets
    .testTarget(
      name: "EditsTests",
      dependencies: ["Edits", "CodeSets", "Claims", "Interchange", "Values", "Workflows"],
      swiftSettings: settings),
    // tests of what is known of code sets
    .testTarget(
      name: "CodeSetsTests", dependencies: ["Values", "CodeSets", "Storage", "TestSupport"],
      swiftSettings: settings),
    // tests of the groupers, on made-up tables and on the installed ones
    .testTarget(
      name: "GroupingTests", dependencies: ["Values", "CodeSets", "Grouping", "Storage"],
      swiftSettings: settings),
    // tests of payment, on made-up tables and on the installed ones
    .testTarget(
      name: "PricingTests", dependencies: ["Values", "CodeSets", "Claims", "Pricing", "Storage"],
      swiftSettings: settings),
    // tests of notes read: sections, sentences, assertion
    .testTarget(
      name: "ClinicalTextTests", dependencies: ["Values", "ClinicalText"],
      swiftSettings: settings),
    // tests of notes coded, on made-up rows and on the installed code sets
    .testTarget(
      name: "CodingTests",
      dependencies: ["Values", "CodeSets", "ClinicalText", "Coding", "Storage", "Workflows"],
      swiftSettings: settings),
    // tests of the patient's share: worked by hand, and over generated histories
    .testTarget(
      name: "AdjudicationTests",
      dependencies: ["Values", "Claims", "Adjudication", "Workflows", "TestSupport"],
      swiftSettings: settings),
    // tests of the ledger as values: every invariant after every step of generated histories
    .testTarget(
      name: "AccountingTests", dependencies: ["Values", "Accounting", "Workflows", "TestSupport"],
      swiftSettings: settings),
    // tests of who may do what
    .testTarget(
      name: "AccessTests", dependencies: ["Access", "Workflows"], swiftSettings: settings),
    // tests of the life of a claim and of what is posted
    .testTarget(
      name: "BillingTests",
      dependencies: ["Values", "Claims", "Accounting", "Billing", "Workflows", "TestSupport"],
      swiftSettings: settings),
    // tests of X12 syntax
    .testTarget(name: "X12Tests", dependencies: ["Values", "X12"], swiftSettings: settings),
    // tests of claims made from encounters
    .testTarget(
      name: "ClaimsTests", dependencies: ["Values", "Claims", "TestSupport"],
      swiftSettings: settings),
    // tests of the 837s, byte for byte
    .testTarget(
      name: "TransactionSetsTests",
      dependencies: ["Values", "X12", "Claims", "TransactionSets", "TestSupport"],
      swiftSettings: settings),
    // tests of documents read, and of all of Examples/
    .testTarget(
      name: "InterchangeTests",
      dependencies: ["Values", "Claims", "Interchange", "TransactionSets", "TestSupport"],
      swiftSettings: settings),
    // tests of files, archives and codebooks on disk, also when things fail
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Values", "Access", "Accounting", "CodeSets", "Claims", "Interchange", "Billing",
        "Storage", "Workflows", "TestSupport",
      ],
      swiftSettings: settings),
    // tests of installing, importing and asking, over the publishers' own files where they are at hand
    .testTarget(
      name: "WorkflowsTests",
      dependencies: [
        "Values", "Accounting", "CodeSets", "X12", "Claims", "Edits", "Grouping", "Pricing",
        "Billing", "Storage", "Workflows", "TestSupport",
      ],
      swiftSettings: settings),
    // tests of the server's own parts; who gets in, and what pages do, is tried from outside by WebTests/*.py
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Values", "Access", "Workflows", "Web", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
