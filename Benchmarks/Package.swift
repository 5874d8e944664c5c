// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "cleanclaim", path: "..")],
  targets: [
    // ranking and speed of `codes search`
    .executableTarget(
      name: "search-bench",
      dependencies: [.product(name: "CodeSets", package: "cleanclaim")]),
    // validity of codes on dates, and the memory of a process with every set open
    .executableTarget(
      name: "codes-bench",
      dependencies: [
        .product(name: "CodeSets", package: "cleanclaim"),
        .product(name: "Storage", package: "cleanclaim"),
      ]),
    // reading, judging and writing of X12
    .executableTarget(
      name: "x12-bench",
      dependencies: [
        .product(name: "X12", package: "cleanclaim"),
        .product(name: "TransactionSets", package: "cleanclaim"),
      ]),
    // risk scores of beneficiaries
    .executableTarget(
      name: "hcc-bench",
      dependencies: [
        .product(name: "Grouping", package: "cleanclaim"),
        .product(name: "CodeSets", package: "cleanclaim"),
        .product(name: "Storage", package: "cleanclaim"),
      ]),
    // MS-DRG and the Medicare Code Editor over stays in memory
    .executableTarget(
      name: "msdrg-bench",
      dependencies: [
        .product(name: "Grouping", package: "cleanclaim"),
        .product(name: "Storage", package: "cleanclaim"),
      ]),
    // pairs, units and add-ons over the lines of claims; all edits over whole claims
    .executableTarget(
      name: "edits-bench",
      dependencies: [
        .product(name: "Workflows", package: "cleanclaim"),
        .product(name: "Edits", package: "cleanclaim"),
        .product(name: "Storage", package: "cleanclaim"),
      ]),
    // notes coded: how right and how fast; fits the weights of the ranking
    .executableTarget(
      name: "coding-bench",
      dependencies: [
        .product(name: "Coding", package: "cleanclaim"),
        .product(name: "ClinicalText", package: "cleanclaim"),
        .product(name: "CodeSets", package: "cleanclaim"),
        .product(name: "Storage", package: "cleanclaim"),
      ]),
    // entries added to the books, questions of a page, all entries verified
    .executableTarget(
      name: "books-bench",
      dependencies: [.product(name: "Storage", package: "cleanclaim")]),
    // patients entered and found, values sealed anew
    .executableTarget(
      name: "people-bench",
      dependencies: [.product(name: "Storage", package: "cleanclaim")]),
    // the pages of a billing office over claims on file
    .executableTarget(
      name: "office-bench",
      dependencies: [
        .product(name: "Workflows", package: "cleanclaim"),
        .product(name: "CodeSets", package: "cleanclaim"),
      ]),
    // typed claims, read and written
    .executableTarget(
      name: "claims-bench",
      dependencies: [.product(name: "TransactionSets", package: "cleanclaim")]),
  ],
  swiftLanguageModes: [.v6]
)
