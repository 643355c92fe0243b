//! `GET /file/user/{image}`.

use crate::bench::{Bench, FIRST, SECOND};

#[tokio::test]
async fn a_drawn_avatar_is_a_png_that_is_not_sniffed() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    let request = visitor.request(reqwest::Method::GET, "/file/user/761761.png");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "image/png");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let bytes = response.bytes().await.unwrap();
    let picture = png::Decoder::new(std::io::Cursor::new(&bytes))
        .read_info()
        .unwrap();
    assert_eq!(picture.info().size(), (144, 144));
}

#[tokio::test]
async fn every_named_file_is_there_but_the_one_that_is_broken() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let names: Vec<String> = bench
        .database()
        .prepare("SELECT image FROM people WHERE image IS NOT NULL")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut missing = Vec::new();
    for name in names {
        match visitor.get(&format!("/file/user/{name}")).await.status {
            200 => {}
            404 => missing.push(name),
            other => panic!("{other}"),
        }
    }
    assert_eq!(missing, ["700404gone.png"]);
}

#[tokio::test]
async fn tricks_with_the_name_find_nothing() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    for name in ["%2e%2e%2fdemo.sqlite", "%FF", "' OR 1=1 --", "768.png/x"] {
        assert_eq!(
            visitor.get(&format!("/file/user/{name}")).await.status,
            404,
            "{name}"
        );
    }
}
